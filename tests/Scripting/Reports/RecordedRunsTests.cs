using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;
using InpaintLab.Scripting.Reports;
using InpaintLab.Tests.Runs;

namespace InpaintLab.Tests.Scripting.Reports;

/// <summary>Recorded runs as scripts see them.</summary>
public sealed class RecordedRunsTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public RecordedRunsTests()
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            var description = SampleRun.Description with { Name = $"run-{seed}", Seed = seed, Labels = new Dictionary<string, string> { ["width"] = "32" } };
            using var writer = RunWriter.Create(_root, description, "name: x\n", SampleRun.Environment);
            for (var step = 1; step <= 3; step++)
                writer.LogScalar(step, 0, "loss/l1", step * seed);
            writer.LogImageRows(3, "box", [new("a", "m", 0.25, "psnr", 10 * seed), new("b", "m", 0.5, "psnr", 10)]);
            writer.LogImage(3, "grid", "images/grid.png");
            writer.LogEvent(EventLevel.Info, "note", "hello");
            writer.SetSummary("psnr", 10 * seed);
        }
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_run_shows_all_that_was_recorded()
    {
        using var runs = Open();
        var run = runs["run-2"];
        Assert.Equal(("run-2", 2L, 64, "gated-conv", "unet", 3L), (run.Name, run.Seed, run.Resolution, run.Family, run.Variant, run.LastStep));
        Assert.Equal("32", run.Labels["width"]);
        Assert.Equal("name: x\n", run.Spec);
        Assert.Equal(SampleRun.Environment.Cores, run.Environment.Cores);
        Assert.Equal(20, run.Metric("psnr"));
        Assert.True(double.IsNaN(run.Metric("fid")));
        Assert.Equal(["loss/l1"], run.Keys);
        Assert.Equal([2.0, 4, 6], run.Series("loss/l1").Select(p => p.Value));
        Assert.Equal(["a", "b"], run.Rows().Select(r => r.Row.ImageId));
        Assert.Equal(15, Assert.Single(run.Means).Mean);
        Assert.True(Path.IsPathFullyQualified(Path.Combine(run.Folder, Assert.Single(run.Images).Path)));
        Assert.Contains(run.Events, e => e.Kind == "note");
        Assert.Empty(run.SetMetrics);
    }

    [Fact]
    public void Runs_are_compared_over_the_pairs_that_they_share()
    {
        using var runs = Open();
        Assert.Equal(["run-1", "run-2"], runs.Select(r => r.Name));
        Assert.Equal(5, Assert.Single(runs.Compare(runs).Differences).Mean);
        Assert.Equal([(10, 20), (10, 10)], runs.Pairs(runs[0], runs[1]).Select(p => ((int)p.First, (int)p.Second)));
    }

    [Fact]
    public void A_run_that_the_query_left_out_is_not_there()
    {
        using var runs = Open("seed=1");
        Assert.Equal("run-1", Assert.Single(runs).Name);
        Assert.Contains("expected one of the 1 runs", Assert.Throws<UserErrorException>(() => runs["run-2"]).Message);
    }

    [Fact]
    public void Several_threads_may_ask()
    {
        using var runs = Open();
        var sums = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(4).Select(i => runs[i % 2].Series("loss/l1").Sum(p => p.Value));
        Assert.Equal(32 * (6 + 12), sums.Sum());
    }

    [Fact]
    public void Files_that_are_new_or_changed_are_listed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("old.txt"), "old");
        File.WriteAllText(folder.File("changed.txt"), "old");
        var output = new ReportOutput(folder);
        using var runs = Open();
        var globals = new ReportGlobals(runs, output, [], Assert.Fail);
        globals.Write("changed.txt", "newer");
        Assert.Equal(globals.Write("sub/new.txt", "x"), Path.Combine(globals.Output, "sub", "new.txt"));
        Assert.Equal(["changed.txt", "sub/new.txt"], output.Written().Select(f => Path.GetRelativePath(folder.Path, f)));

        var unused = new ReportOutput(folder.File("unused"));
        Assert.Empty(unused.Written());
        Assert.False(Directory.Exists(folder.File("unused")));
    }

    private RecordedRuns Open(string query = "") => new(RunIndex.Open(_root, Assert.Fail), _root, RunFilter.Parse(query));
}
