using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace InpaintLab.Tests.Torch;

/// <summary>
/// src/docs/binding.md: of each TorchSharp type how many names the binding mirrors, and which it does not. Names, not signatures:
/// overloads count once, and what every object has (Equals, ToString ...) not at all.
/// </summary>
internal static class BindingPage
{
    private static readonly HashSet<string> OfEveryObject = ["Equals", "GetHashCode", "ToString", "GetType", "value__", "Finalize"];

    internal static string Path { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "src", "docs", "binding.md");

    /// <summary>Our public types in TorchSharp's namespaces, with the names of their members.</summary>
    internal static SortedDictionary<string, SortedSet<string>> Ours()
    {
        var types = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var type in typeof(TorchSharp.torch).Assembly.GetExportedTypes())
        {
            if (type.Namespace?.Split('.')[0] == "TorchSharp")
                types.Add(type.FullName!, Names(type));
        }

        return types;
    }

    /// <summary>TorchSharp's, from the list of facts.</summary>
    internal static SortedDictionary<string, SortedSet<string>> Theirs(string facts)
    {
        var types = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(facts), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("TorchSharp.", StringComparison.Ordinal))
                continue;
            var parts = line.Split(" :: ", 2);
            if (!types.TryGetValue(parts[0], out var names))
                types.Add(parts[0], names = new SortedSet<string>(StringComparer.Ordinal));
            if (NameOf(parts[1]) is { } name)
                names.Add(name);
        }

        foreach (var names in types.Values)
            names.RemoveWhere(name => OfEveryObject.Contains(name) || IsAccessor(name, names));
        return types;
    }

    /// <summary>The whole page.</summary>
    internal static string Write(string facts)
    {
        var (ours, theirs) = (Ours(), Theirs(facts));
        var page = new StringBuilder("""
            # The binding and TorchSharp 0.107

            `InpaintLab.Torch` declares namespace `TorchSharp` and mirrors TorchSharp 0.107 for what the project uses: each public member has a
            counterpart there with the same name, parameters and defaults (`TorchSharpSubsetTests`). This page counts names: overloads once,
            accessors and what every object has not at all. It is made by reflection, and a test holds it to be current:

            ```
            INPAINTLAB_WRITE_DOCS=1 ./inpaintlab test -class '*BindingPageTests'
            ```

            What TorchSharp lacks is in namespace `InpaintLab.Torch`: `Autocast`, `MemoryFormat`, `LibTorch`, fused and multi-tensor steps,
            safetensors, optimiser checkpoints. There is no wrapper of CUDA graphs.

            ## Types that are mirrored

            | type | mirrored | of | not mirrored |
            |---|---|---|---|

            """);
        foreach (var (type, names) in ours)
        {
            var known = theirs.GetValueOrDefault(type) ?? names;
            var missing = known.Except(names).ToList();
            var quote = type.Contains('`') ? "``" : "`";
            page.Append($"| {quote}{type}{quote} | {names.Count} | {names.Union(known).Count()} | {string.Join(", ", missing)} |\n");
        }

        page.Append("\n## Types that are not\n\n");
        foreach (var area in theirs.Keys.Except(ours.Keys).GroupBy(Area).OrderBy(group => group.Key, StringComparer.Ordinal))
            page.Append($"- `{area.Key}`: {string.Join(", ", area.Select(type => type[(area.Key.Length + 1)..]))}\n");
        return page.ToString();
    }

    private static SortedSet<string> Names(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers(Declared))
        {
            if (member is not Type and not MethodInfo { IsSpecialName: true, Name: ['g' or 's', 'e', 't', '_', ..] })
                names.Add(member.Name);
        }

        names.RemoveWhere(OfEveryObject.Contains);
        return names;
    }

    // "Return Name(...) [...]", "Type Name" or "Type Name [Type]"; a nested type's line has no name.
    private static string? NameOf(string member)
    {
        var head = member.Split('(')[0];
        if (head == member)
            head = member.Split(" [")[0];
        var words = head.Split(' ');
        return words.Length < 2 ? null : words[^1].Split('[')[0];
    }

    private static bool IsAccessor(string name, SortedSet<string> names) =>
        (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)) && names.Contains(name[4..]);

    private static string Area(string type) => type[..type.LastIndexOfAny(['.', '+'])];
}
