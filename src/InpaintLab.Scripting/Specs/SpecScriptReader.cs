using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Scripting.Compilation;

namespace InpaintLab.Scripting.Specs;

/// <summary>
/// Finds a script that a spec names, with all that it consists of, without the compiler: what a script loads and references stands in lines
/// that begin with '#'. What is compiled later is held against what was found here (<see cref="LoadedScript.CheckParts"/>).
/// </summary>
public static partial class SpecScriptReader
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"];

    /// <summary>Finds and reads a script; see <see cref="IComponentScripts.Find"/>.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="folder">To which it is relative, or to the folder <c>scripts</c> in there.</param>
    /// <exception cref="UserErrorException">There is no such script, or it uses files outside its folder.</exception>
    public static SpecScript Find(string file, string folder)
    {
        var given = Path.Combine(folder, file);
        string[] places = [given, Path.Combine(folder, SpecScript.RunFolder, file)];
        var path = places.FirstOrDefault(File.Exists) ?? throw ScriptHost.Missing(given);
        return Read(Path.GetFullPath(path));
    }

    private static SpecScript Read(string path)
    {
        var root = Path.GetDirectoryName(path)!;
        var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        Add(path, found);
        var own = Path.GetFileName(path);
        ScriptPart[] parts =
        [
            new ScriptPart(own, found[path]),
            .. found.Where(f => f.Key != path).Select(f => new ScriptPart(NameIn(root, f.Key, own), f.Value)),
        ];
        return new SpecScript(own, path, HashOf(parts), parts);
    }

    private static void Add(string path, SortedDictionary<string, byte[]> found)
    {
        if (found.ContainsKey(path) || !File.Exists(path))
            return; // the compiler says where a file is missing
        found[path] = File.ReadAllBytes(path);
        foreach (var used in path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? Beside(path, found[path])
            : Named(path, found[path]))
        {
            Add(used, found);
        }
    }

    private static IEnumerable<string> Named(string path, byte[] content)
    {
        foreach (var line in Encoding.UTF8.GetString(content).Split(LineEnds, StringSplitOptions.None))
        {
            if (Directive().Match(line) is not { Success: true } match)
                continue;
            var name = match.Groups["name"].Value;
            if (match.Groups["kind"].Value == "load" || PlatformAssemblies.Find(name) is null)
                yield return ScriptPlace.Resolve(name, path);
        }
    }

    // What an assembly needs is loaded from beside it.
    private static IEnumerable<string> Beside(string path, byte[] content)
    {
        using var assembly = new PEReader(new MemoryStream(content));
        if (!assembly.HasMetadata)
            return [];
        var metadata = assembly.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => PlatformAssemblies.Find(name) is null)
            .Select(name => Path.Combine(Path.GetDirectoryName(path)!, name + ".dll"))];
    }

    private static string NameIn(string root, string path, string script)
    {
        var relative = Path.GetRelativePath(root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw new UserErrorException(
                $"{script} uses {path}: expected files in its own folder, {root}, or below it, because a run keeps a script with all it "
                    + "consists of")
            : relative.Replace('\\', '/');
    }

    private static string HashOf(ScriptPart[] parts) => parts.Length == 1
        ? ScriptInput.HashOf(parts[0].Content.Span)
        : ScriptInput.HashOf(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"{ScriptInput.HashOf(p.Content.Span)}  {p.Name}\n"))));

    [GeneratedRegex(@"^\s*#\s*(?<kind>load|r)\s*""(?<name>[^""]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
