using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Tests.Reporting.Data;

public sealed class RunStoreTests
{
    [Fact]
    public void A_run_has_its_spec_labels_results_and_cost()
    {
        using var runs = new RecordedRuns();
        runs.Add("unet", [20, 21], change: w => w.SetSummary("cost/generator_parameters", 1234), description: d => d with { Labels = new Dictionary<string, string> { ["size"] = "big" } });
        using var store = runs.Open();

        var run = Assert.Single(store.Runs);
        Assert.Equal(("8", "unet", null), (run.Spec["training.batch"], run.Spec["model.variant"], run.Spec["training"]));
        Assert.Equal(("big", "gated-conv/unet", "8", null), (run.Value("size"), run.Value("model"), run.Value("training.batch"), run.Value("nothing")));
        Assert.Equal("bank", run.MaskBankHash("test/box"));
        Assert.Null(run.MaskBankHash("val/box"));
        Assert.Equal(
            [("test", "box", "", "psnr", 20.0), ("test", "box", "", "psnr", 21.0)],
            run.Results.Where(r => r.Method.Length == 0).Select(r => (r.Split, r.MaskSet, r.Method, r.Metric, r.Value)));
        Assert.Equal(2, run.Results.Count(r => r.Method == "known-mean"));
        Assert.Equal((1234L, 1600L, 1L << 30), (run.Budget.Parameters!.Value, run.Budget.ImagesSeen!.Value, run.Budget.PeakMemoryBytes!.Value));
        Assert.True(run.Budget.WallTime > TimeSpan.Zero);
        Assert.Null(run.Budget.MultiplyAdds);
        Assert.Equal(1 << 30, Assert.Single(run.Series("memory/resident_bytes")).Value);
    }

    [Fact]
    public void Runs_that_differ_in_their_seed_only_are_one_group()
    {
        using var runs = new RecordedRuns();
        var older = runs.Add("unet", [1], seed: 2);
        var first = runs.Add("unet", [1], seed: 1);
        var other = runs.Add("plain", [1], seed: 1);
        var newer = runs.Add("unet", [1], seed: 2);
        using var store = runs.Open();

        var groups = SeedGroup.Of(store.Runs);
        Assert.Equal([[first, newer], [other]], groups.Select(g => g.Runs.Select(r => r.Id)));
        Assert.Equal([1L, 2L], groups[0].Seeds);
        Assert.Equal(older, Assert.Single(groups[0].Older).Id);
        Assert.Equal(["model.variant"], groups[0].Runs[0].Spec.KeysUnlike(groups[1].Runs[0].Spec));
    }

    [Fact]
    public void What_a_run_recorded_of_its_cost_counts_before_what_can_be_guessed()
    {
        using var runs = new RecordedRuns();
        runs.Add("unet", [1], change: w =>
        {
            w.SetSummary("cost/generator_multiply_adds", 5e9);
            w.SetSummary("cost/training_images", 77);
            w.LogScalars(101, 0, [new("time/training_seconds", 90), new("time/forward_milliseconds", 2.5), new("memory/peak_resident_bytes", 5)]);
        });
        using var store = runs.Open();
        Assert.Equal(new RunBudget(null, 5_000_000_000, 77, TimeSpan.FromSeconds(90), 5, 2.5), store.Runs[0].Budget);
    }

    [Fact]
    public void A_finished_run_counts_before_a_newer_one_that_is_not()
    {
        using var runs = new RecordedRuns();
        var finished = runs.Add("unet", [1]);
        var failed = runs.Add("unet", [1], state: InpaintLab.Runs.Folders.RunState.Failed);
        using var store = runs.Open();
        var group = Assert.Single(SeedGroup.Of(store.Runs));
        Assert.Equal((finished, failed), (Assert.Single(group.Runs).Id, Assert.Single(group.Older).Id));
    }

    [Fact]
    public void A_query_adds_by_names_and_keeps_by_values()
    {
        using var runs = new RecordedRuns();
        var first = runs.Add("unet", [1]);
        var second = runs.Add("plain", [1], seed: 5);
        using var store = runs.Open();

        Assert.Equal(2, store.Runs.Query("").Count);
        Assert.Equal(2, store.Runs.Query("stu").Count);
        Assert.Equal(first, Assert.Single(store.Runs.Query(first)).Id);
        Assert.Equal(second, Assert.Single(store.Runs.Query("study and seed=5")).Id);
        Assert.Equal(first, Assert.Single(store.Runs.Query("model.variant=unet")).Id);
        Assert.Contains("Did you mean 'study'?", Assert.Throws<UserErrorException>(() => store.Runs.Query("studdy")).Message);
        Assert.Contains("Did you mean 'training.batch'?", Assert.Throws<UserErrorException>(() => store.Runs.Query("training.bach=8")).Message);
        Assert.Empty(store.Runs.Query("seed=9"));
    }
}
