using System.Text;
using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Documents;
using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Grids;
using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Scripting;

namespace InpaintLab.Reporting.Scripts;

/// <summary>What a report's script can name.</summary>
/// <param name="runs">The runs.</param>
/// <param name="output">Where its files go.</param>
/// <param name="arguments">What followed the script on the command line.</param>
/// <param name="log">Shows a line to the user.</param>
/// <param name="grids">Computes grids of images.</param>
public sealed partial class ReportGlobals(
    RunSet runs, ReportOutput output, IReadOnlyList<string> arguments, Action<string> log, IGridSource grids) : ScriptGlobals
{
    private readonly List<(string Name, IReportTable Table)> _tables = [];

    /// <summary>The kind of these scripts.</summary>
    public static ScriptKind Kind { get; } = new(
        typeof(ReportGlobals),
        [typeof(UserErrorException).Assembly, typeof(RunLog).Assembly, typeof(ScriptGlobals).Assembly, typeof(ReportGlobals).Assembly],
        [
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text",
            "InpaintLab.Core.Errors", "InpaintLab.Core.Statistics",
            "InpaintLab.Runs", "InpaintLab.Runs.Database", "InpaintLab.Runs.Folders", "InpaintLab.Runs.Log", "InpaintLab.Runs.Queries",
            "InpaintLab.Reporting.Data", "InpaintLab.Reporting.Figures",
            "InpaintLab.Reporting.Figures.Curves", "InpaintLab.Reporting.Figures.Kinds",
            "InpaintLab.Reporting.Grids", "InpaintLab.Reporting.Statistics",
            "InpaintLab.Reporting.Tables", "InpaintLab.Reporting.Tables.Formats",
        ]);

    /// <summary>The runs in order of creation: all, or those that <c>--runs</c> chose.</summary>
    public RunSet Runs { get; } = runs;

    /// <summary>The report that scripts add to: headings, paragraphs, and all that they <c>Show</c>.</summary>
    public ReportDocument Page { get; } = new();

    /// <summary>The folder for the report's files, a full path; it exists.</summary>
    public string Output => output.Path;

    /// <summary>What followed the script on the command line.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>Where the numbers of all tables that were shown are from, by the table's name.</summary>
    public IEnumerable<(string Table, LineageEntry Entry)> Lineage =>
        _tables.SelectMany(t => t.Table.Lineage.Select(entry => (t.Name, entry)));

    /// <summary>Shows a line on standard error.</summary>
    public void Log(string message) => log(message);

    /// <summary>Writes a text into <see cref="Output"/>, whole or not at all.</summary>
    /// <param name="name">The file's name, relative to it; missing folders are made.</param>
    /// <param name="text">Its content.</param>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes <c>tables/NAME</c> as Markdown, LaTeX, HTML and CSV, and puts the table on the page.</summary>
    /// <param name="name">Small letters, digits and dashes.</param>
    /// <param name="table">The table.</param>
    /// <param name="caption">What it shows.</param>
    /// <returns>The table.</returns>
    public T Show<T>(string name, T table, string caption)
        where T : IReportTable
    {
        CheckName(name);
        Page.Add(new TableBlock(name, caption, table));
        _tables.Add((name, table));
        foreach (var format in new[] { TableFormat.Md, TableFormat.Tex, TableFormat.Html, TableFormat.Csv })
            Write($"tables/{name}.{format.ToString().ToLowerInvariant()}", table.Render(format, name));
        return table;
    }

    /// <summary>Draws <c>figures/NAME</c> as SVG, PDF and PNG, and puts the figure on the page.</summary>
    /// <param name="name">Small letters, digits and dashes.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="from">The runs that it is from, for the list at the report's end.</param>
    public void Show(string name, Figure figure, string caption, IEnumerable<RecordedRun>? from = null)
    {
        CheckName(name);
        FigureFormat[] formats = [FigureFormat.Svg, FigureFormat.Pdf, FigureFormat.Png];
        var files = StackFigureRenderer.Create().Render(figure, formats);
        Page.Add(new FigureBlock(name, caption, figure.DrawnSize, files[0]));
        Page.From(from ?? []);
        foreach (var (format, bytes) in formats.Zip(files))
            Write($"figures/{name}.{format.ToString().ToLowerInvariant()}", bytes);
    }

    /// <summary>Writes <c>pictures/NAME.png</c> and puts the picture on the page.</summary>
    /// <param name="name">Small letters, digits and dashes.</param>
    /// <param name="png">The picture's file.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="from">The runs that it is from, for the list at the report's end.</param>
    public void ShowPicture(string name, byte[] png, string caption, IEnumerable<RecordedRun>? from = null)
    {
        CheckName(name);
        Page.Add(new PictureBlock(name, caption, png));
        Page.From(from ?? []);
        Write($"pictures/{name}.png", png);
    }

    /// <summary>
    /// Draws truth, masked image and the results of several models side by side. Results are computed again: networks need their weights,
    /// and an evaluation's images their dataset.
    /// </summary>
    /// <param name="request">The models and what is shown of them.</param>
    /// <returns>The picture, a PNG file; the same bytes from the same weights and images.</returns>
    /// <exception cref="UserErrorException">Weights, images or masks are missing or do not fit.</exception>
    public byte[] Grid(GridRequest request) => grids.Draw(request, Cancel);

    /// <summary>What <see cref="Grid"/> lacks to show a run, in words: weights, a spec that this version reads; null when it can.</summary>
    public string? Lacks(RecordedRun run) => grids.Lacks(run.Files);

    /// <summary>
    /// Writes the page as one HTML file and as LaTeX, and, where pdflatex is installed, builds the PDF; where not, that is said and no
    /// error.
    /// </summary>
    /// <param name="name">The files' name, small letters, digits and dashes.</param>
    public void WritePage(string name)
    {
        CheckName(name);
        var named = _tables.SelectMany(t => t.Table.Lineage).SelectMany(e => e.From).SelectMany(f => f.Runs).ToHashSet();
        Page.From(Runs.Where(r => named.Contains(r.Id)));
        Write($"{name}.html", HtmlDocument.Render(Page, Page.Runs));
        if (LatexBuild.Build(Write($"{name}.tex", LatexDocument.Render(Page, Page.Runs))) is { } why)
            Log($"{name}.pdf was not built: {why}");
    }

    private static void CheckName(string name)
    {
        if (!FileName().IsMatch(name))
        {
            throw new UserErrorException(
                $"name of a table, figure or picture: expected small letters, digits and dashes, received '{name}'");
        }
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return path;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")]
    private static partial Regex FileName();
}
