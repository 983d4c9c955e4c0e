namespace InpaintLab.Core.Specs.Reading;

/// <summary>A value of a spec as written, with its place.</summary>
internal abstract class SpecNode(Origin where)
{
    public Origin Where { get; } = where;

    /// <summary>The value in words, for "received ...".</summary>
    public abstract string Describe();

    /// <summary>The same values at the same places, in nodes of their own, so that a change of one does not change the other.</summary>
    /// <param name="onNode">Is called for every node that is copied.</param>
    public abstract SpecNode Copy(Action? onNode = null);
}

/// <summary>A single value; <paramref name="isQuoted"/> when it can only be text.</summary>
internal sealed class SpecScalar(string text, bool isQuoted, Origin where) : SpecNode(where)
{
    public string Text { get; } = text;

    public ScalarKind Kind { get; } = isQuoted ? ScalarKind.Text : PlainScalar.KindOf(text);

    public override string Describe() => Kind switch
    {
        ScalarKind.Null => "nothing",
        ScalarKind.Boolean => Printable.Of(Text),
        ScalarKind.Integer or ScalarKind.Number => $"the number {Printable.Of(Text)}",
        _ => $"the text {(isQuoted ? $"\"{Printable.Of(Text)}\"" : $"'{Printable.Of(Text)}'")}",
    };

    /// <summary>The same value with another origin.</summary>
    public SpecScalar At(Origin where) => new(Text, isQuoted, where);

    // A scalar never changes, so it is its own copy.
    public override SpecScalar Copy(Action? onNode = null)
    {
        onNode?.Invoke();
        return this;
    }
}

/// <summary>A list of values.</summary>
internal sealed class SpecList(Origin where) : SpecNode(where)
{
    public List<SpecNode> Items { get; } = [];

    public override string Describe() => "a list";

    public override SpecList Copy(Action? onNode = null)
    {
        onNode?.Invoke();
        var copy = new SpecList(Where);
        copy.Items.AddRange(Items.Select(item => item.Copy(onNode)));
        return copy;
    }
}

/// <summary>One key of a mapping with its value.</summary>
internal sealed record SpecEntry(string Key, Origin Where, SpecNode Value);

/// <summary>Keys with values, in the order written; a key occurs once.</summary>
internal sealed class SpecMap(Origin where) : SpecNode(where)
{
    private readonly List<SpecEntry> _entries = [];

    public IReadOnlyList<SpecEntry> Entries => _entries;

    public SpecEntry? Find(string key) => _entries.Find(e => e.Key == key);

    /// <summary>Adds the entry, or puts it in place of that key's earlier one.</summary>
    public void Set(SpecEntry entry)
    {
        var index = _entries.FindIndex(e => e.Key == entry.Key);
        if (index < 0)
            _entries.Add(entry);
        else
            _entries[index] = entry;
    }

    /// <summary>Removes the key, if it is there.</summary>
    public void Remove(string key) => _entries.RemoveAll(e => e.Key == key);

    public override string Describe() => "a mapping";

    public override SpecMap Copy(Action? onNode = null)
    {
        onNode?.Invoke();
        var copy = new SpecMap(Where);
        foreach (var entry in _entries)
            copy.Set(entry with { Value = entry.Value.Copy(onNode) });
        return copy;
    }
}
