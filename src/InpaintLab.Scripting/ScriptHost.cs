using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Scripting.Compilation;

namespace InpaintLab.Scripting;

/// <summary>
/// Loads C# scripts (<c>.csx</c>). A script that was compiled before and has not changed, nor anything that it names, comes from the cache;
/// then the compiler, whose loading takes most of a second, is not even loaded. Scripts may do whatever the user may.
/// </summary>
/// <param name="kind">What its scripts see.</param>
/// <param name="cache">Where compiled scripts are kept.</param>
public sealed class ScriptHost(ScriptKind kind, ScriptCache cache)
{
    private const string Extension = ".csx";

    /// <summary>How long a script that was asked to end is waited for.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Compiles a script, given its full path, into this cache in another process: there the compiler takes its hundred megabytes, and a
    /// second of compiling itself, which would go on while the script runs. May fail; then it is compiled here. Null: always here.
    /// </summary>
    public Action<string>? CompileElsewhere { get; init; }

    /// <summary>Compiles a script, or finds it compiled. The caller disposes it.</summary>
    /// <param name="path">The script's file.</param>
    /// <exception cref="UserErrorException">There is no such file, or it is no script.</exception>
    /// <exception cref="ScriptException">It does not compile: all errors with their places.</exception>
    public LoadedScript Load(string path)
    {
        var full = Path.GetFullPath(path);
        var source = Read(path, full);
        var key = KeyOf(full, source);
        if (cache.Find(key) is { } kept)
            return new LoadedScript(kept, kind, Grace);
        CompileElsewhere?.Invoke(full);
        if (CompileElsewhere is not null && cache.Find(key) is { } made)
            return new LoadedScript(made, kind, Grace);
        var image = Compile(full, source);
        cache.Keep(key, image);
        return new LoadedScript(image, kind, Grace);
    }

    // A method of its own: what names the compiler's types loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ScriptImage Compile(string path, byte[] source) => new ScriptCompiler(kind).Compile(path, source);

    private static byte[] Read(string path, string full)
    {
        if (Path.GetExtension(full) != Extension)
            throw new UserErrorException($"{path}: expected a C# script, a file whose name ends with {Extension}");
        return File.Exists(full) ? File.ReadAllBytes(full) : throw Missing(path);
    }

    /// <summary>The error for a script that is not there, with the nearest that is.</summary>
    internal static UserErrorException Missing(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        var scripts = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension).Select(f => Path.GetFileName(f)!) : [];
        var nearest = NearestName.Of(Path.GetFileName(full), scripts);
        var hint = nearest is null ? "" : $" Did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", nearest)}'?";
        return new UserErrorException($"{path}: expected a C# script, but there is no such file.{hint}");
    }

    // The path belongs to it: files are loaded relative to it, and errors name it.
    private string KeyOf(string path, byte[] source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind.Identity}\n{path}\n"));
        hash.AppendData(source);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
