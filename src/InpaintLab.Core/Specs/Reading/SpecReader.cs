using InpaintLab.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InpaintLab.Core.Specs.Reading;

/// <summary>Reads YAML text into nodes that know their place. Anchors and aliases work as in YAML; tags are refused.</summary>
internal sealed class SpecReader
{
    // Far above any real spec; they keep hostile text (deep nesting, aliases of aliases) from exhausting memory or stack.
    private const int MaxDepth = 50;
    private const int MaxNodes = 100_000;

    private readonly Func<Mark, Origin> _origin;
    private readonly SpecErrors _errors;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, SpecNode> _anchors = [];
    private readonly Stack<Origin> _open = [];
    private int _nodes;

    private SpecReader(string text, Func<Mark, Origin> origin, SpecErrors errors)
    {
        _origin = origin;
        _errors = errors;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The value that the text holds, or null when it holds none or is not YAML (with the error added).</summary>
    /// <param name="text">One YAML document.</param>
    /// <param name="origin">The place of a mark in the text.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static SpecNode? Read(string text, Func<Mark, Origin> origin, SpecErrors errors)
    {
        // The parser takes a NUL for the end of the text and would drop the rest in silence.
        var control = text.AsSpan().IndexOfAnyInRange('\0', '\b');
        if (control >= 0)
        {
            var before = text[..control];
            var mark = new Mark(control, before.Count(c => c == '\n') + 1, control - before.LastIndexOf('\n'));
            errors.Add(origin(mark) with { SourceLine = null }, $"not a text file: it holds the control character {(int)text[control]}");
            return null;
        }

        var reader = new SpecReader(text, origin, errors);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            errors.Add(origin(e.Start), $"not valid YAML: {e.Message}");
        }
        catch (InvalidOperationException) when (reader._open.TryPeek(out var open))
        {
            // What YamlDotNet 16 throws for a flow collection without its end.
            errors.Add(open, "not valid YAML: this list or mapping is not closed");
        }

        return null;
    }

    private SpecNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var node = ReadNode();
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
            throw At(_parser.Current!, "expected one document, received a second one");
        return node;
    }

    // Null for an alias of nothing, with the error added: the rest of the file is checked all the same.
    private SpecNode? ReadNode()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (_anchors.TryGetValue(alias.Value, out var target))
                return target.Copy(() => Count(alias)); // counted, or aliases of aliases would grow without bound
            Count(alias);
            var hint = NearestName.Of(alias.Value.Value, _anchors.Keys.Select(name => name.Value)) is { } nearest
                ? $". Did you mean '{nearest}'?"
                : "";
            _errors.AddLost(_origin(alias.Start), $"no anchor '{Printable.Of(alias.Value.Value)}' before this alias{hint}");
            return null;
        }

        var start = _parser.Consume<NodeEvent>();
        if (_open.Count >= MaxDepth)
            throw At(start, $"nested more than {MaxDepth} deep");
        Count(start);
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
            throw At(start, "tags are not used in specs");
        SpecNode node = start switch
        {
            Scalar scalar => new SpecScalar(scalar.Value, scalar.Style != ScalarStyle.Plain, _origin(scalar.Start)),
            SequenceStart => ReadList(_origin(start.Start)),
            _ => ReadMap(_origin(start.Start)),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = node;
        return node;
    }

    private SpecList ReadList(Origin where)
    {
        var list = new SpecList(where);
        _open.Push(where);
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (ReadNode() is { } item)
                list.Items.Add(item);
        }

        _open.Pop();
        return list;
    }

    private SpecMap ReadMap(Origin where)
    {
        var map = new SpecMap(where);
        _open.Push(where);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode();
            var value = ReadNode();
            if (keyNode is null || value is null)
                continue;
            if (keyNode is not SpecScalar key)
                _errors.Add(keyNode.Where, $"expected a name as the key of a mapping, received {keyNode.Describe()}");
            else if (map.Find(key.Text) is { } earlier)
                _errors.Add(key.Where, $"duplicate key '{Printable.Of(key.Text)}', given before at line {earlier.Where.Line}");
            else
                map.Set(new SpecEntry(key.Text, key.Where, value));
        }

        _open.Pop();
        return map;
    }

    private void Count(ParsingEvent at)
    {
        if (++_nodes > MaxNodes)
            throw At(at, $"more than {MaxNodes} values");
    }

    private static YamlException At(ParsingEvent at, string message) => new(at.Start, at.End, message);
}
