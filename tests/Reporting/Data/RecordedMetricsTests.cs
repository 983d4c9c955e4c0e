using InpaintLab.Core.Registry;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Reporting.Data;

/// <summary>A metric of a script has the direction and unit that its runs recorded: its script is not run for a table.</summary>
public sealed class RecordedMetricsTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData(false, "good")]
    [InlineData(true, "bad")]
    public void The_best_is_marked_by_the_recorded_direction(bool higherIsBetter, string best)
    {
        Add("good", 1, higherIsBetter);
        Add("bad", 2, higherIsBetter);
        using var store = _runs.Open();
        Assert.Equal(new MetricInfo("edges", higherIsBetter, "px"), store.Metric("edges"));
        var table = ComparisonTable.Of(store.Runs, new TableDefinition { Rows = ["variant"], Columns = [TableKeys.MaskSet], Metrics = ["edges"] });
        Assert.Equal(best, Assert.Single(table.Rows, r => r.Cells[0]!.Mark == CellMark.Best).Values[0]);
        Assert.Contains(higherIsBetter ? "edges px ↑" : "edges px ↓", table.Render(TableFormat.Md, "table"));
    }

    [Fact]
    public void One_that_runs_disagree_on_has_no_direction()
    {
        Add("good", 1, higherIsBetter: false);
        Add("bad", 2, higherIsBetter: true);
        using var store = _runs.Open();
        Assert.Null(store.Metric("edges").HigherIsBetter);
    }

    private void Add(string model, double value, bool higherIsBetter) => _runs.Add(model, [20, 20.5, 21, 21.5, 22, 22.5], change: run =>
    {
        run.LogImageRows(100, "test/box", [.. Enumerable.Range(0, 6).Select(i => new ImageRow($"image{i}", $"mask{i}", 0.1, "edges", value + (0.01 * i)))]);
        Directory.CreateDirectory(Path.Combine(run.Folder.Path, SpecScript.RunFolder));
        var path = run.Folder.EnvironmentPath;
        var metrics = new Dictionary<string, RecordedMetric> { ["edges"] = new(higherIsBetter, "px") };
        (RunEnvironment.Read(path) with { ScriptMetrics = metrics }).Write(path);
    });
}
