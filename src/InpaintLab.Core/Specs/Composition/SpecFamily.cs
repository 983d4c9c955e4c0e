using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>
/// Reads a spec with what it extends: <c>extends: base.yaml</c>, or a list of files of which later ones win, and the file itself wins over
/// them all. The paths are relative to the folder of the file that names them.
/// </summary>
internal sealed class SpecFamily(SpecErrors errors)
{
    public const string ExtendsKey = "extends";
    private const int MaxFiles = 100;

    private readonly List<string> _chain = [];
    private int _files;

    /// <summary>Whether something that is extended could not be read, so that keys may be missing for that alone.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The whole of the spec, or null with errors added.</summary>
    /// <param name="path">Its file.</param>
    public SpecMap? Read(string path)
    {
        var text = SpecFile.ReadText(path, errors);
        return text is null ? null : Compose(SpecFile.Parse(text, path, errors), path);
    }

    /// <summary>A spec that was read from the file <paramref name="path"/>, with what it extends.</summary>
    public SpecMap? Compose(SpecMap? own, string path)
    {
        if (own?.Find(ExtendsKey) is not { } extends)
            return own;
        _chain.Add(Path.GetFullPath(path));
        SpecMap? below = null;
        var before = errors.Count;
        foreach (var name in Names(extends.Value))
        {
            if (ReadBase(name, path) is { } one)
                below = below is null ? one : SpecMerge.Merge(below, one);
        }

        IsIncomplete |= errors.Count > before;

        _chain.RemoveAt(_chain.Count - 1);
        own.Remove(ExtendsKey);
        return below is null ? own : Rebase(SpecMerge.Merge(below, own), own.Where);
    }

    // What is missing in the whole is missing in the file that was asked for.
    private static SpecMap Rebase(SpecMap map, Origin where)
    {
        var rebased = new SpecMap(where);
        foreach (var entry in map.Entries)
            rebased.Set(entry);
        return rebased;
    }

    private IEnumerable<SpecScalar> Names(SpecNode value)
    {
        var names = value is SpecList list ? list.Items : [value];
        foreach (var name in names)
        {
            if (name is SpecScalar { Kind: ScalarKind.Text, Text.Length: > 0 } text)
                yield return text;
            else
                errors.Add(name.Where, $"{ExtendsKey}: expected the path of a spec, or a list of them, received {name.Describe()}");
        }
    }

    private SpecMap? ReadBase(SpecScalar name, string from)
    {
        var folder = Path.GetDirectoryName(from) ?? "";
        var path = Path.Combine(folder, name.Text);
        var full = Path.GetFullPath(path);
        if (_chain.Contains(full))
        {
            var circle = _chain.SkipWhile(p => p != full).Append(full).Select(p => Path.GetFileName(p));
            errors.Add(name.Where, $"{ExtendsKey}: a spec cannot extend itself: {string.Join(" -> ", circle)}");
            return null;
        }

        if (++_files > MaxFiles)
        {
            errors.Add(name.Where, $"{ExtendsKey}: more than {MaxFiles} files");
            return null;
        }

        if (!File.Exists(path))
        {
            errors.Add(
                name.Where,
                $"{ExtendsKey}: expected a spec file relative to this one, found no '{Printable.Of(path)}'.{SpecFile.NearestFile(path)}");
            return null;
        }

        return Read(path);
    }
}
