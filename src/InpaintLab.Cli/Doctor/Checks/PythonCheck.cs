using InpaintLab.Cli.Bench;

namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>A Python with PyTorch: the other side of <c>bench</c>, and needed for nothing else.</summary>
internal sealed class PythonCheck : ICheck
{
    // Importing torch takes a second or more; where it lies is enough.
    private const string Script =
        """
        import importlib.util, os, sys
        found = importlib.util.find_spec('torch')
        if found is None: sys.exit(1)
        exec(open(os.path.join(found.submodule_search_locations[0], 'version.py')).read())
        print('torch', __version__, 'of', sys.executable)
        """;

    /// <inheritdoc/>
    public string Name => "python";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var interpreters = PythonPeer.Interpreters(machine.Variable(PythonPeer.Variable));
        var found = interpreters.Select(i => machine.Ask(i, "-c", Script)).FirstOrDefault(answer => answer is not null);
        return found is not null
            ? Finding.Ok($"{found} (for bench)")
            : Finding.Warn(
                $"no PyTorch in {string.Join(" or ", interpreters)}: bench has nothing to compare with, all else works",
                $"apt-get install --no-install-recommends python3-torch, or name another: export {PythonPeer.Variable}=/path/to/python3");
    }
}
