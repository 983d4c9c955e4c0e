using InpaintLab.Cli.Grids;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Scripts;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Tests.Runs;

namespace InpaintLab.Tests.Reporting.Data;

/// <summary>Recorded runs as scripts see them.</summary>
public sealed class RunSetTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public RunSetTests()
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
        using var store = Open();
        var runs = store.Runs;
        var run = runs["run-2"];
        Assert.Equal(("run-2", 2L, 64, "gated-conv", "unet", 3L), (run.Name, run.Seed, run.Resolution, run.Family, run.Variant, run.LastStep));
        Assert.Equal("32", run.Labels["width"]);
        Assert.Equal(("name: x\n", "x"), (run.Spec.Text, run.Spec["name"]));
        Assert.Equal(SampleRun.Environment.Cores, run.Environment!.Cores);
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
        using var store = Open();
        var runs = store.Runs;
        Assert.Equal(["run-1", "run-2"], runs.Select(r => r.Name));
        Assert.Equal(5, Assert.Single(runs.Compare(runs).Differences).Mean);
        Assert.Equal([(10, 20), (10, 10)], runs.Pairs(runs[0], runs[1]).Select(p => ((int)p.First, (int)p.Second)));
    }

    [Fact]
    public void A_run_that_the_query_left_out_is_not_there()
    {
        using var store = Open();
        var runs = store.Runs.Query("seed = 1");
        Assert.Equal("run-1", Assert.Single(runs).Name);
        Assert.Contains("expected one of the 1 runs", Assert.Throws<UserErrorException>(() => runs["run-2"]).Message);
    }

    [Fact]
    public void Several_threads_may_ask()
    {
        using var store = Open();
        var runs = store.Runs;
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
        using var store = Open();
        var runs = store.Runs;
        var globals = new ReportGlobals(runs, output, [], Assert.Fail, new GridMaker(Assert.Fail, (_, _) => { }));
        globals.Write("changed.txt", "newer");
        Assert.Equal(globals.Write("sub/new.txt", "x"), Path.Combine(globals.Output, "sub", "new.txt"));
        Assert.Equal(["changed.txt", "sub/new.txt"], output.Written().Select(f => Path.GetRelativePath(folder.Path, f)));

        var unused = new ReportOutput(folder.File("unused"));
        Assert.Empty(unused.Written());
        Assert.False(Directory.Exists(folder.File("unused")));
    }

    [Fact]
    public void A_query_that_fits_none_gives_none_and_sets_narrow_each_other_down()
    {
        using var store = Open();
        Assert.Empty(store.Runs.Query("name ~ nothing-*"));
        Assert.Equal("(width = 32) and (seed = 2)", store.Runs.Query("width = 32").Query("seed = 2").Text);
        Assert.Same(store.Runs, store.Runs.Query(" "));
        Assert.Equal("run-2", Assert.Single(store.Runs.Only(store.Runs.Where(r => r.Seed == 2))).Name);
        Assert.Contains("Did you mean 'seed'?", Assert.Throws<UserErrorException>(() => store.Runs.Query("sed = 1")).Message);
    }

    [Fact]
    public void The_log_alone_says_the_same_as_the_store()
    {
        using var store = Open();
        var stored = store.Runs["run-1"];
        var read = RecordedRun.Read(stored.Files);
        Assert.Equal((stored.Id, stored.State, stored.GroupKey), (read.Id, read.State, read.GroupKey));
        Assert.Equal(stored.Keys, read.Keys);
        Assert.Equal(stored.Series("loss/l1"), read.Series("loss/l1"));
        Assert.Equal(stored.Results, read.Results);
        Assert.Equal(stored.Means, read.Means);
    }

    private RunStore Open() => RunStore.Open(_root, [], Assert.Fail);
}
