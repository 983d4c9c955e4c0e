using System.Reflection;
using System.Runtime.Loader;

namespace InpaintLab.Scripting.Compilation;

/// <summary>
/// The place in memory of one compiled script and of the assemblies that it references; the whole of it can be freed. An assembly that the
/// program itself has is never loaded twice.
/// </summary>
internal sealed class ScriptContext : AssemblyLoadContext
{
    public const string EntryClass = "Script";

    // The compiler's name for the method that makes an instance of the script and runs it.
    private const string EntryMethod = "<Factory>";

    private readonly Dictionary<string, string> _references;
    private readonly string[] _folders;

    public ScriptContext(string name, IEnumerable<string> references)
        : base(name, isCollectible: true)
    {
        _references = references.ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.OrdinalIgnoreCase);
        _folders = [.. _references.Values.Select(path => Path.GetDirectoryName(path)!).Distinct()];
    }

    /// <summary>Loads a script's assembly.</summary>
    public Assembly Load(ScriptImage image)
    {
        using var code = new MemoryStream(image.Assembly);
        using var symbols = new MemoryStream(image.Symbols);
        return LoadFromStream(code, symbols);
    }

    /// <summary>What runs a script, given its globals and a free place for itself.</summary>
    public static Func<object?[], Task<object?>> EntryOf(Assembly script)
    {
        return script
            .GetType(EntryClass, throwOnError: true)!
            .GetMethod(EntryMethod, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || PlatformAssemblies.Find(name) is not null)
            return null;
        if (_references.TryGetValue(name, out var path))
            return LoadFromAssemblyPath(path);

        // What a referenced assembly needs itself lies beside it.
        var beside = _folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        return beside is null ? null : LoadFromAssemblyPath(beside);
    }
}
