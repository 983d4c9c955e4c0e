using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Statistics;
using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Tests.Reporting.Tables;

/// <summary>Paired tests between rows; the tests themselves are held to scipy elsewhere.</summary>
public sealed class PairedTableTests : IDisposable
{
    private static readonly double[] Images = [.. Enumerable.Range(0, 30).Select(i => 20 + Math.Sin(i))];
    private readonly RecordedRuns _runs = new();

    public PairedTableTests()
    {
        _runs.Add("unet", Images);
        _runs.Add("worse", [.. Images.Select((v, i) => v - 1 - (0.01 * i))]);
        _runs.Add("alike", [.. Images.Select((v, i) => v + (i % 2 == 0 ? 0.1 : -0.1) + (0.001 * i))]);
    }

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Every_pair_is_tested_on_the_same_images_and_corrected_together()
    {
        var table = Table();
        Assert.Equal(
            [("gated-conv/alike", "gated-conv/unet"), ("gated-conv/alike", "gated-conv/worse"), ("gated-conv/unet", "gated-conv/worse")],
            table.Rows.Select(r => (r.First, r.Second)));
        var row = table.Rows[2];
        Assert.Equal((30, "box, psnr dB ↑"), (row.Comparison.N, row.Where));
        Assert.Equal(-1.145, row.Comparison.Mean, 1e-9);
        Assert.Equal(-1, row.Comparison.Wilcoxon.RankBiserial);
        Assert.InRange(row.Comparison.Bootstrap!.Value.High, -1.145, -1);

        // What Holm makes of the three alone.
        Assert.Equal(Holm.Adjust([.. table.Rows.Select(r => r.Comparison.Wilcoxon.P)]), table.Rows.Select(r => r.WilcoxonP));
        Assert.Equal(Holm.Adjust([.. table.Rows.Select(r => r.Comparison.Permutation.P)]), table.Rows.Select(r => r.PermutationP));
        Assert.True(row.WilcoxonP < 1e-5);
        Assert.Equal(2, row.From.Count);
    }

    [Fact]
    public void Against_one_row_there_are_only_its_pairs()
    {
        var table = Table("gated-conv/unet");
        Assert.Equal(["gated-conv/alike", "gated-conv/worse"], table.Rows.Select(r => r.Second));
        Assert.All(table.Rows, r => Assert.Equal("gated-conv/unet", r.First));
        Assert.Contains("Did you mean 'gated-conv/unet'?", Assert.Throws<UserErrorException>(() => Table("gated-conv/unt")).Message);
    }

    [Fact]
    public void It_is_written_in_every_format_and_twice_the_same()
    {
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            Assert.Equal(Table().Render(format), Table().Render(format));
            Assert.Contains("gated-conv/worse", Table().Render(format));
        }

        Assert.Contains("| -1.145 |", Table("gated-conv/unet").Render(TableFormat.Md));
        Assert.Equal(18, Table("gated-conv/unet").Lineage.Count);
    }

    [Fact]
    public void Unlike_results_and_metrics_of_sets_are_refused()
    {
        Assert.Contains("there are none", Assert.Throws<UserErrorException>(() => Table(null, query: "variant = unet")).Message);
        _runs.Add("other", Images, bank: "others");
        Assert.Contains("mask bank (bank and others)", Assert.Throws<UserErrorException>(() => Table()).Message);
    }

    private PairedTable Table(string? baseline = null, string query = "")
    {
        using var store = _runs.Open();
        return PairedTable.Of(store.Runs.Query(query), new TableDefinition { Rows = ["model"], Columns = [TableKeys.MaskSet], Metrics = ["psnr"] }, baseline);
    }
}
