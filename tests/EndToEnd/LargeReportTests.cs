using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Tests.Reporting.Figures;
using InpaintLab.Tests.Runs;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>
/// A report over many long runs. <c>INPAINTLAB_LARGE_RUNS=FOLDER</c> leaves 100 runs of 50 series of 10,000 points there, to measure
/// <c>report</c> on; otherwise they are few, and what is held is what is drawn of them.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class LargeReportTests : IDisposable
{
    private const string Script =
        """
        var request = new CurveRequest(["loss/l1", "loss/generator"]) { Smooth = 0.9 };
        var figure = CurveFigure.Of(Runs, request);
        Show("curves", figure, "Losses.");
        Show("results", ComparisonTable.Of(Runs, new TableDefinition { Rows = ["name"], Columns = ["mask-set"], Metrics = ["psnr_hole"], Budget = true }), "Results.");
        WritePage("large");
        Log($"{Runs.Count} runs, {figure.Panels[0].Marks.Count} curves, {figure.Panels.Max(p => p.Marks.Max(m => m.Places.Count()))} points");
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Curves_of_many_points_are_thinned_and_seeds_are_one_curve()
    {
        GnuplotRendererTests.Need();
        var kept = Environment.GetEnvironmentVariable("INPAINTLAB_LARGE_RUNS");
        var (root, runs, series, points) = kept is { Length: > 0 } ? (kept, 100, 50, 10_000) : (_folder["runs"], 4, 3, 5_000);
        Write(root, runs, series, points);
        var report = ProgramRun.WithoutTorch(root, "report", _folder.Write("large.csx", Script), "-o", _folder["out"]);
        Assert.True(report.ExitCode == 0, report.Error);
        Assert.Matches($@"{runs} runs, {runs / 4} curves, (9\d\d|1000) points", report.Error);
    }

    private static void Write(string root, int runs, int series, int points)
    {
        var values = new ScalarValue[series];
        for (var run = 0; run < runs; run++)
        {
            var (name, seed) = ($"large-{run / 4:d2}", run % 4);
            var description = SampleRun.Description with { Name = name, Seed = seed, SpecHash = $"{run}" };
            using var writer = RunWriter.Create(root, description, $"name: {name}\nseed: {seed}\nresolution: 64\n", SampleRun.Environment);
            for (var step = 1; step <= points; step++)
            {
                for (var i = 0; i < series; i++)
                    values[i] = new ScalarValue(i switch { 0 => "loss/l1", 1 => "loss/generator", _ => $"health/{i:d2}" }, Math.Exp(-step / 3000.0) + (0.1 * Math.Sin((step * (i + 1)) + run)));
                writer.LogScalars(step, 0, values);
            }

            writer.SetProvenance("val/box", """{"masks":8,"hash":"bank","images":8}""");
            writer.LogImageRows(points, "val/box", [.. Enumerable.Range(0, 8).Select(i => new ImageRow($"image{i}", $"mask{i}", 0.2, "psnr_hole", 20 + Math.Sin(i * run)))]);
            writer.SetState(RunState.Finished);
        }
    }
}
