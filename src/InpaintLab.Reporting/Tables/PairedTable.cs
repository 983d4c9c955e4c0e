using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Statistics;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Tables;

/// <summary>
/// Paired tests between the rows of a comparison table: for each column, two rows over the same images under the same masks, means over
/// seeds. P-values are Holm's, corrected over all tests of the column.
/// </summary>
/// <param name="Definition">The comparison.</param>
/// <param name="Rows">One for each column and pair, in order of these.</param>
/// <param name="Notes">What a reader has to know.</param>
public sealed record PairedTable(TableDefinition Definition, IReadOnlyList<PairedRow> Rows, IReadOnlyList<string> Notes) : IReportTable
{
    private static readonly string[] Headings =
        ["n", "mean of first", "mean of second", "difference", "interval", "d_z", "r", "p Wilcoxon", "p permutation"];

    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<LineageEntry> Lineage => ((IReportTable)this).Layout().Lineage;

    /// <summary>Computes it.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="definition">Rows are compared, for each column and metric.</param>
    /// <param name="baseline">A value of any key of the rows that all others are compared with, e.g. "unet"; null for every pair.</param>
    /// <exception cref="UserErrorException">
    /// As for a comparison table; no row is the baseline; or nothing can be paired, as with metrics of sets, which have no value for an
    /// image.
    /// </exception>
    public static PairedTable Of(RunSet runs, TableDefinition definition, string? baseline = null)
    {
        var grid = new CellGrid(runs, definition);
        if (baseline is not null && !grid.RowKeys.Any(r => r.Contains(baseline)))
            throw UserErrorException.UnknownName("row to compare with", baseline, grid.RowKeys.SelectMany(r => r).Distinct());
        var rows = grid.Groups().SelectMany(group => OfGroup(grid, group, baseline)).ToList();
        if (rows.Count == 0)
            throw new UserErrorException("paired tests need two rows or more with values for the same images; there are none");
        return new PairedTable(definition, rows,
        [
            "Difference: second minus first, the mean over images of means over seeds, with its bootstrap interval (BCa, "
                + $"{definition.Confidence * 100:0.##} %). d_z: mean difference over the differences' standard deviation; r: rank-biserial "
                + "correlation, from -1 to 1.",
            "Two-sided Wilcoxon signed-rank and paired permutation tests; p after Holm's correction over all pairs of a column.",
            $"Seeds: {string.Join(", ", grid.Cells.Values.SelectMany(c => c.Measurements.Select(m => m.Run.Seed)).Distinct().Order())}.",
        ]);
    }

    /// <inheritdoc/>
    public string Render(TableFormat format, string name = "table") => ((IReportTable)this).Layout().Render(format, name);

    /// <inheritdoc/>
    TableLayout IReportTable.Layout() => new(
        ["results", "first", "second"],
        [.. Headings.Select(h => new LayoutColumn("", h))],
        [.. Rows.Select(RowOf)],
        Notes);

    private static LayoutRow RowOf(PairedRow row) => new(
        [row.Where, row.First, row.Second], [.. Cells(row).Select(text => new LayoutCell(text, CellMark.None) { From = row.From })]);

    private static IEnumerable<string> Cells(PairedRow row)
    {
        var c = row.Comparison;
        return
        [
            $"{c.N}", Number(row.FirstMean), Number(row.SecondMean), Signed(c.Mean),
            c.Bootstrap is { } i ? $"{Signed(i.Low)} to {Signed(i.High)}" : "-",
            double.IsNaN(c.CohensDz) ? "-" : c.CohensDz.ToString("0.00", CultureInfo.InvariantCulture),
            c.Wilcoxon.RankBiserial.ToString("0.00", CultureInfo.InvariantCulture), P(row.WilcoxonP), P(row.PermutationP),
        ];
    }

    private static IEnumerable<PairedRow> OfGroup(CellGrid grid, CellGroup group, string? baseline)
    {
        var cells = group.Cells.Where(c => c.Data.Pairs.Count > 0).ToList();
        var pairs = baseline is null
            ? cells.SelectMany((a, i) => cells.Skip(i + 1).Select(b => (First: a, Second: b)))
            : cells.Where(a => grid.RowKeys[a.Row].Contains(baseline))
                .SelectMany(a => cells.Where(b => b.Row != a.Row).Select(b => (First: a, Second: b)));
        var compared = pairs.Select(p => (p.First, p.Second, Comparison: Compare(p.First.Data, p.Second.Data, grid.Definition)))
            .Where(p => p.Comparison is not null)
            .Select(p => (p.First, p.Second, Comparison: p.Comparison!))
            .ToList();
        var wilcoxon = Holm.Adjust([.. compared.Select(c => c.Comparison.Wilcoxon.P)]);
        var permutation = Holm.Adjust([.. compared.Select(c => c.Comparison.Permutation.P)]);
        var where = string.Join(", ", [.. group.Column.Values, group.Column.Metric.Heading]);
        return compared.Select((c, i) => new PairedRow(
            where, Name(c.First.Row), Name(c.Second.Row), c.First.Data.Mean, c.Second.Data.Mean, c.Comparison, wilcoxon[i], permutation[i],
            [c.First.Data.Lineage(grid.Query), c.Second.Data.Lineage(grid.Query)]));

        string Name(int row) => string.Join(", ", grid.RowKeys[row]);
    }

    private static PairedComparison? Compare(CellData first, CellData second, TableDefinition definition)
    {
        // In the order of the names: what bootstrap and permutation draw must not depend on the database.
        var shared = first.Pairs.Keys.Where(second.Pairs.ContainsKey)
            .OrderBy(k => k.Image, StringComparer.Ordinal)
            .ThenBy(k => k.Mask, StringComparer.Ordinal)
            .ToList();
        return shared.Count == 0
            ? null
            : PairedComparison.Of([.. shared.Select(k => first.Pairs[k])], [.. shared.Select(k => second.Pairs[k])], definition.Confidence);
    }

    // Four digits that count, zeros among them: numbers of a column stand below each other.
    private static string Number(double value) => Math.Abs(value) is >= 1e-4 and < 1e4 and var size
        ? value.ToString($"F{3 - (int)Math.Floor(Math.Log10(size))}", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Signed(double value) =>
        value.ToString(value == 0 || Math.Abs(value) >= 0.0005 ? "+0.000;-0.000;0" : "+0.##E+0;-0.##E+0", CultureInfo.InvariantCulture);

    private static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture);
}

/// <summary>Two rows compared over the images that both have.</summary>
/// <param name="Where">The column.</param>
/// <param name="First">The first row.</param>
/// <param name="Second">The second.</param>
/// <param name="FirstMean">The first's mean over all of its images.</param>
/// <param name="SecondMean">The second's.</param>
/// <param name="Comparison">Second minus first.</param>
/// <param name="WilcoxonP">After Holm's correction over the column.</param>
/// <param name="PermutationP">The same of the permutation test.</param>
/// <param name="From">Where first and second are from.</param>
public sealed record PairedRow(
    string Where, string First, string Second, double FirstMean, double SecondMean,
    PairedComparison Comparison, double WilcoxonP, double PermutationP,
    IReadOnlyList<CellLineage> From);
