using System.Globalization;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Html;

/// <summary>
/// The final results of each run with what it cost, as a table that the page's script sorts. In a column whose results were measured alike
/// the best mean is marked; where they were not, the page says why and marks none.
/// </summary>
internal sealed class ReportTable
{
    private static readonly string[] Budgets = ["parameters", "images seen", "time", "peak memory"];

    private readonly RunStore _store;
    private readonly IReadOnlyList<RecordedRun> _runs;
    private readonly IReadOnlyList<ReportRun> _shown;
    private readonly List<(string Set, string Metric, string Reason)> _unlike = [];

    public ReportTable(RunStore store, IReadOnlyList<RecordedRun> runs, IReadOnlyList<ReportRun> shown)
    {
        (_store, _runs, _shown) = (store, runs, shown);
        Html = Render();
    }

    /// <summary>A table element.</summary>
    public string Html { get; }

    /// <summary>What a reader has to know of it.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. _unlike.GroupBy(u => (u.Set, u.Reason), u => u.Metric).Select(
            g => $"{g.Key.Set}, {string.Join(", ", g)}: {g.Key.Reason}; their numbers stand in one column but must not be compared."),
    ];

    private string Render()
    {
        var columns = Columns();
        var text = new StringBuilder("<table class=\"sortable\">\n<thead>\n");
        var groups = PlainText.Groups(
            [.. columns.Select(c => new LayoutColumn(c.Set, c.Metric.Heading)), .. Budgets.Select(b => new LayoutColumn("cost", b))]);
        text.Append("<tr><th colspan=\"3\"></th>")
            .AppendJoin(
                "", groups.Select(g => $"<th class=\"group\" colspan=\"{g.Count}\" scope=\"colgroup\">{HtmlFormat.Escape(g.Group)}</th>"))
            .Append("</tr>\n<tr>")
            .Append(Heading("run", "text", "")).Append(Heading("model", "text", "")).Append(Heading("seed", "number", ""));
        foreach (var column in columns)
            text.Append(Heading(column.Metric.Heading, "number", column.Metric.HigherIsBetter == true ? "descending" : ""));
        foreach (var budget in Budgets)
            text.Append(Heading(budget, "number", ""));
        text.Append("</tr>\n</thead>\n<tbody>\n");
        for (var run = 0; run < _runs.Count; run++)
            text.Append(Row(run, columns));
        return text.Append("</tbody>\n</table>\n").ToString();
    }

    private static HashSet<string> MetricsOf(RecordedRun run) =>
        [.. run.Results.Select(r => r.Metric), .. run.SetMetrics.Select(s => s.SetMetric)];

    private List<Column> Columns()
    {
        var all = _runs.Index()
            .SelectMany(run => Measurement.Of(run.Item, MetricsOf(run.Item), byBin: false)
                .Where(m => m.Method.Length == 0)
                .Select(m => (run.Index, Measurement: m)))
            .ToList();
        return [.. all.GroupBy(m => (m.Measurement.SetName, m.Measurement.Metric))
            .OrderBy(g => g.Key.SetName, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Metric, StringComparer.Ordinal)
            .Select(g => ColumnOf(g.Key.SetName, _store.Metric(g.Key.Metric), g.ToDictionary(m => m.Index, m => m.Measurement)))];
    }

    private Column ColumnOf(string set, MetricInfo metric, Dictionary<int, Measurement> cells)
    {
        var means = cells.Values.Select(m => m.Mean).Where(double.IsFinite).ToList();
        double? best = metric.HigherIsBetter is { } higher && means.Count > 1 ? (higher ? means.Max() : means.Min()) : null;
        try
        {
            Comparability.CheckGroup("", cells.Values);
        }
        catch (UserErrorException e)
        {
            // The advice that follows the reason is for queries of tables.
            _unlike.Add((set, metric.Name, e.Message.Split(';')[0].TrimStart(':', ' ')));
            best = null;
        }

        return new Column(set, metric, cells, best);
    }

    private string Row(int index, IReadOnlyList<Column> columns)
    {
        var (run, shown) = (_runs[index], _shown[index]);
        var state = run.Summary.State == RunState.Finished ? "" : $" <small>{run.Summary.State.ToString().ToLowerInvariant()}</small>";
        var text = new StringBuilder(
            $"<tr><th scope=\"row\" data-value=\"{HtmlFormat.Escape(shown.Label)}\">{HtmlFormat.Escape(shown.Label)}{state}</th>");
        text.Append($"<td class=\"text\" data-value=\"{HtmlFormat.Escape(run.Model)}\">{HtmlFormat.Escape(run.Model)}</td>");
        text.Append(Cell(run.Seed, run.Seed.ToString(CultureInfo.InvariantCulture)));
        foreach (var column in columns)
        {
            text.Append(
                column.Cells.TryGetValue(index, out var cell)
                    ? Cell(cell.Mean, Number(cell.Mean), cell.Mean == column.Best)
                    : Cell(null, null));
        }

        var budget = run.Budget;
        text.Append(Cell(budget.Parameters, budget.Parameters?.ToString("N0", CultureInfo.InvariantCulture)));
        text.Append(Cell(budget.ImagesSeen, budget.ImagesSeen?.ToString("N0", CultureInfo.InvariantCulture)));
        text.Append(
            Cell(
                budget.WallTime?.TotalSeconds,
                budget.WallTime is { } time ? $"{(int)time.TotalHours}:{time.Minutes:d2}:{time.Seconds:d2}" : null));
        text.Append(
            Cell(
                budget.PeakMemoryBytes,
                budget.PeakMemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB") : null));
        return text.Append("</tr>\n").ToString();
    }

    private static string Heading(string text, string kind, string first) =>
        $"<th scope=\"col\"{(kind == "text" ? " class=\"text\"" : "")} "
            + $"data-kind=\"{kind}\"{(first.Length > 0 ? $" data-first=\"{first}\"" : "")}><button "
            + $"type=\"button\">{HtmlFormat.Escape(text)}</button></th>";

    private static string Cell(double? value, string? text, bool best = false)
    {
        var sortable = value is { } number && double.IsFinite(number)
            ? $" data-value=\"{number.ToString("R", CultureInfo.InvariantCulture)}\""
            : "";
        return $"<td{(best ? " class=\"best\"" : "")}{sortable}>{text ?? "–"}</td>";
    }

    private static string Number(double value) => double.IsFinite(value) ? Math.Abs(value) switch
    {
        < 1 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###E0", CultureInfo.InvariantCulture),
    } : "not finite";

    private sealed record Column(string Set, MetricInfo Metric, IReadOnlyDictionary<int, Measurement> Cells, double? Best);
}
