using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Tables;

namespace InpaintLab.Reporting.Documents;

/// <summary>
/// A report from top to bottom: headings, paragraphs, tables, figures and pictures, in the order in which scripts add them. What stands
/// between backticks in a paragraph or caption is set as code.
/// </summary>
public sealed class ReportDocument
{
    private readonly List<DocumentBlock> _blocks = [];
    private readonly List<RecordedRun> _runs = [];

    /// <summary>Its title.</summary>
    public string Title { get; set; } = "Report";

    /// <summary>Its parts, in order.</summary>
    internal IReadOnlyList<DocumentBlock> Blocks => _blocks;

    /// <summary>The runs that figures and tables say they are from.</summary>
    internal IReadOnlyList<RecordedRun> Runs =>
        [.. _runs.DistinctBy(r => r.Id).OrderBy(r => r.Created).ThenBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>Begins a section.</summary>
    public void Section(string heading) => _blocks.Add(new SectionBlock(heading));

    /// <summary>A paragraph.</summary>
    public void Text(string text) => _blocks.Add(new TextBlock(text, IsNotice: false));

    /// <summary>A paragraph that stands out: what is missing, and how to get it.</summary>
    public void Notice(string text) => _blocks.Add(new TextBlock(text, IsNotice: true));

    /// <summary>Says from which runs the report is, beyond those that its tables name.</summary>
    public void From(IEnumerable<RecordedRun> runs) => _runs.AddRange(runs);

    internal void Add(DocumentBlock block)
    {
        if (block is NamedBlock { Name: var name } && _blocks.OfType<NamedBlock>().Any(b => b.Name == name))
            throw new UserErrorException($"expected a name for each table, figure and picture of a report, received '{name}' twice");
        _blocks.Add(block);
    }
}

/// <summary>A part of a report.</summary>
internal abstract record DocumentBlock;

/// <summary>A heading.</summary>
internal sealed record SectionBlock(string Heading) : DocumentBlock;

/// <summary>A paragraph.</summary>
internal sealed record TextBlock(string Text, bool IsNotice) : DocumentBlock;

/// <summary>Something with a name, files of that name, and a caption.</summary>
internal abstract record NamedBlock(string Name, string Caption) : DocumentBlock;

/// <summary>A table.</summary>
internal sealed record TableBlock(string Name, string Caption, IReportTable Table) : NamedBlock(Name, Caption);

/// <summary>A figure; its files have been written.</summary>
internal sealed record FigureBlock(string Name, string Caption, FigureSize Size, byte[] Svg) : NamedBlock(Name, Caption);

/// <summary>A picture of pixels, PNG.</summary>
internal sealed record PictureBlock(string Name, string Caption, byte[] Png) : NamedBlock(Name, Caption);

/// <summary>Texts with code between backticks.</summary>
internal static class MarkedText
{
    /// <summary>The parts in turn; a backtick without another is itself.</summary>
    public static IEnumerable<(string Text, bool IsCode)> Parts(string text)
    {
        var parts = text.Split('`');
        return parts.Length % 2 == 0
            ? [(text, false)]
            : parts.Select((part, i) => (part, i % 2 == 1)).Where(p => p.part.Length > 0);
    }
}
