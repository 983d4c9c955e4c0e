using System.Text.RegularExpressions;

namespace InpaintLab.Torch;

/// <summary>Finds torchvision's library and loads it into a process without Python.</summary>
internal static partial class TorchvisionLibrary
{
    /// <summary>Names the file, after those that it needs and that are not found by themselves; colons between them.</summary>
    internal const string Variable = "INPAINTLAB_TORCHVISION";

    private const string DebianPackage = "/usr/lib/python3/dist-packages/torchvision";

    /// <summary>Loads the library of the libtorch in use.</summary>
    /// <param name="operatorName">What it must bring.</param>
    /// <returns>Why it is not there; null when it is.</returns>
    internal static string? Load(string operatorName) =>
        Load(operatorName, Environment.GetEnvironmentVariable(Variable), Folders(LibTorch.LibraryPath), LibTorch.LibraryPath);

    /// <summary>The same with everything that the machine decides given.</summary>
    /// <param name="operatorName">What it must bring.</param>
    /// <param name="named">The files that the user named; null or empty: none.</param>
    /// <param name="folders">Where to look for it otherwise.</param>
    /// <param name="libtorch">The file of libtorch's CPU kernels.</param>
    internal static string? Load(string operatorName, string? named, IReadOnlyList<string> folders, string? libtorch)
    {
        var files = string.IsNullOrEmpty(named) ? Find(folders) is { } found ? [found] : [] : named.Split(':');
        if (files.Length == 0)
        {
            var places = string.Join(" and ", folders.Select(folder => $"{folder}/image*.so"));
            return $"torchvision's library was not found: looked for {places}. Install the torchvision that belongs to libtorch "
                + $"{LibTorch.Version}, or set {Variable} to its file";
        }

        try
        {
            foreach (var needed in files[..^1])
                OperatorLibrary.Load(needed, isGlobal: true);
            LoadWithPython(files[^1], libtorch);
        }
        catch (TorchException e)
        {
            return $"torchvision's library cannot be loaded: {e.Message}. Another one, and what it needs before it, can be named: "
                + $"{Variable}=libpython3.N.so.1.0:/path/to/image.so";
        }

        return OperatorLibrary.Has(operatorName)
            ? null
            : $"{files[^1]} registers no operator {operatorName}; expected torchvision's image.so";
    }

    /// <summary>Where torchvision is installed, for a libtorch: beside its Python package, or where Debian has it.</summary>
    internal static IReadOnlyList<string> Folders(string? libtorch)
    {
        // site-packages/torch/lib/libtorch_cpu.so
        var package = Path.GetDirectoryName(Path.GetDirectoryName(libtorch));
        return Path.GetFileName(package) == "torch"
            ? [Path.Combine(Path.GetDirectoryName(package)!, "torchvision"), DebianPackage]
            : [DebianPackage];
    }

    /// <summary>Names of the library of the Python that an extension was built for, for the system's loader or as files.</summary>
    internal static IEnumerable<string> PythonsOf(string extension)
    {
        // image.cpython-313-x86_64-linux-gnu.so, or lib/python3.13/site-packages/torchvision/image.so
        var tag = PythonInName().Match(Path.GetFileName(extension));
        var folder = PythonInPath().Match(extension);
        if (!tag.Success && !folder.Success)
            yield break;
        var library = $"libpython3.{(tag.Success ? tag : folder).Groups["minor"].Value}.so.1.0";
        if (folder.Success)
        {
            yield return Path.Combine(folder.Groups["prefix"].Value, library);

            // An environment has no library of its own, but says which Python made it.
            var configuration = Path.Combine(folder.Groups["prefix"].Value, "..", "pyvenv.cfg");
            var home = File.Exists(configuration)
                ? File.ReadLines(configuration).FirstOrDefault(line => line.StartsWith("home", StringComparison.Ordinal))
                : null;
            if (home is not null)
            {
                var programs = home[(home.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
                yield return Path.GetFullPath(Path.Combine(programs, "..", "lib", library));
            }
        }

        yield return library;
    }

    private static string? Find(IEnumerable<string> folders) =>
        folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "image*.so").Order()).FirstOrDefault();

    // It refers to names of Python's library and, as wheels have it, to libraries beside libtorch that only Python's torch package loads.
    // None of that is run: an interpreter is never started.
    private static void LoadWithPython(string file, string? libtorch)
    {
        try
        {
            OperatorLibrary.Load(file);
            return;
        }
        catch (TorchException) when (File.Exists(file))
        {
        }

        foreach (var python in PythonsOf(file))
        {
            if (TryLoad(python, isGlobal: true))
                break;
        }

        var beside = Path.GetDirectoryName(libtorch) ?? "";
        foreach (var library in new[] { "libtorch.so", "libtorch_python.so" })
            TryLoad(Path.Combine(beside, library), isGlobal: false);
        OperatorLibrary.Load(file);
    }

    private static bool TryLoad(string library, bool isGlobal)
    {
        try
        {
            OperatorLibrary.Load(library, isGlobal);
            return true;
        }
        catch (TorchException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\.cpython-3(?<minor>\d+)-")]
    private static partial Regex PythonInName();

    [GeneratedRegex(@"^(?<prefix>.*/lib(64)?)/python3\.(?<minor>\d+)/")]
    private static partial Regex PythonInPath();
}
