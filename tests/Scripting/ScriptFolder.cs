using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using InpaintLab.Scripting;

namespace InpaintLab.Tests.Scripting;

/// <summary>Globals of test scripts.</summary>
public sealed class TestGlobals : ScriptGlobals
{
    public List<string> Said { get; } = [];

    public int Number { get; set; }

    public void Say(object what) => Said.Add($"{what}");
}

/// <summary>A folder of scripts with a cache of its own, deleted after the test.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private static readonly ScriptKind Kind = new(
        typeof(TestGlobals), [typeof(TestGlobals).Assembly, typeof(ScriptGlobals).Assembly], ["System", "System.Linq"]);

    public string Path { get; } = Directory.CreateTempSubdirectory("inpaintlab-scripting-").FullName;

    public string CachePath => File("cache");

    public IReadOnlyList<string> Cached => Directory.Exists(CachePath) ? Directory.GetFiles(CachePath) : [];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public LoadedScript Load(string name, TimeSpan? grace = null, Action<string>? elsewhere = null) =>
        new ScriptHost(Kind, new ScriptCache(CachePath)) { Grace = grace ?? TimeSpan.FromSeconds(30), CompileElsewhere = elsewhere }.Load(File(name));

    /// <summary>Writes a script, runs it to its end and gives what it said.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public IReadOnlyList<string> Run(string text, string name = "a.csx")
    {
        Write(name, text);
        var globals = new TestGlobals();
        using var script = Load(name);
        script.Run(globals, limit: null, CancellationToken.None);
        return globals.Said;
    }

    /// <summary>Contexts of this folder's scripts that are still in memory after a collection.</summary>
    public int LiveContexts()
    {
        for (var i = 0; i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return AssemblyLoadContext.All.Count(context => context.Name?.Contains(Path, StringComparison.Ordinal) == true);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
