using System.Runtime.Versioning;
using System.Text.Json;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>A search with successive halving, from the plan to the end, with an interruption between.</summary>
[SupportedOSPlatform("linux")]
public sealed class HalvingTests : IDisposable
{
    private const string Search =
        """
        extends: base.yaml
        name: hunt
        training: {steps: 6, batch: 2, workers: 0, log_every: 1, checkpoint_every: 0, optimizer: {schedule: cosine}}
        evaluation: {every: 2, images: 2, batch: 2, grid: 0, metrics: [psnr_hole, l1], masks: [{name: box, kind: random-box}]}
        search:
          trials: 3
          over:
            training.optimizer.learning_rate: {log_uniform: [1e-4, 1e-2]}
            model.width: {choice: [2, 4]}
        halving: {metric: psnr_hole, min_steps: 2, eta: 3}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _runs;
    private readonly string _spec;

    public HalvingTests()
    {
        _folder.Write("base.yaml", TrainedRun.Spec);
        _spec = _folder.Write("hunt.yaml", Search);
        _runs = _folder.File("runs");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_interrupted_halving_goes_on_where_it_was_and_trains_only_the_best_to_the_end()
    {
        var plan = ProgramRun.WithoutTorch(_runs, "plan", _spec);
        Assert.Contains("halving by psnr_hole on box: 3 to step 2, 1 to step 6; 10 steps in place of 18", plan.Output, StringComparison.Ordinal);
        Assert.Contains("learning_rate", plan.Output, StringComparison.Ordinal);

        var stopped = ProgramRun.Interrupted(_runs, "[1/3] hunt-t001", ProgramRun.SigTerm, "run", _spec);
        Assert.Equal(130, stopped.ExitCode);
        var waiting = ProgramRun.WithoutTorch(_runs, "plan", _spec, "--json").Json.GetProperty("cells");
        Assert.Equal(("stopped", true), (waiting[0].GetProperty("state").GetString(), waiting[0].GetProperty("halving").GetProperty("has_reached").GetBoolean()));

        var run = ProgramRun.Of(_runs, "run", _spec, "--jobs", "2", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["done", "pruned", "pruned"], run.Json.EnumerateArray().Select(c => c.GetProperty("state").GetString()).Order());

        // The best at the rung is the one that went on, by the schedule of the whole run; the others stand at the rung.
        var logs = RunFolder.List(_runs).ToDictionary(f => f.Id, f => RunLog.Read(f.LogPath));
        Assert.Equal(3, logs.Count);
        var cells = run.Json.EnumerateArray().Select(c => (State: c.GetProperty("state").GetString(), Log: logs[c.GetProperty("run").GetString()!])).ToList();
        var best = cells.MaxBy(c => c.Log.Series("val/box/psnr_hole").Single(p => p.Step == 2).Value);
        Assert.Equal(("done", RunState.Finished, 6L), (best.State, best.Log.State, best.Log.LastStep));
        Assert.Contains(best.Log.Events, e => e.Kind == "halving" && e.Message.StartsWith("went on from step 2 of 6: psnr_hole", StringComparison.Ordinal));
        Assert.All(cells.Where(c => c.State == "pruned"), c =>
        {
            Assert.Equal((RunState.Pruned, 2L), (c.Log.State, c.Log.LastStep));
            Assert.StartsWith("pruned at step 2 of 6: psnr_hole", c.Log.StateMessage, StringComparison.Ordinal);
            Assert.Equal("halving", c.Log.Events[^1].Kind);
            Assert.Matches("t00[123]", c.Log.Description!.Description.Labels["trial"]);
        });

        // Nothing is left to do, more trials keep those, and the list says what became of them.
        Assert.Equal(0, ProgramRun.WithoutTorch(_runs, "run", _spec).ExitCode);
        var more = ProgramRun.WithoutTorch(_runs, "plan", _spec, "-s", "search.trials=4", "--json").Json.GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal(run.Json.EnumerateArray().Select(c => c.GetProperty("run").GetString()), more.Take(3).Select(c => c.GetProperty("run").GetString()));
        Assert.Equal("missing", more[3].GetProperty("state").GetString());
        var listed = ProgramRun.WithoutTorch(_runs, "runs", "list", "--json").Json.EnumerateArray().Select(r => r.GetProperty("state").GetString());
        Assert.Equal(["finished", "pruned", "pruned"], listed.Order());
    }

    [Theory]
    [InlineData("--until: expected a step from 1, received 0", "--cell", "1", "--until", "0")]
    [InlineData("expected --cell K with one of their numbers", "--until", "2")]
    [InlineData("halving.metric: fid is a metric of sets", "-s", "halving.metric=fid", "-s", "evaluation.metrics=[psnr_hole, fid]")]
    [InlineData("halving.metric: lpips needs weights that are not here", "-s", "halving.metric=lpips", "-s", "evaluation.metrics=[psnr_hole, lpips]")]
    public void What_cannot_be_halved_is_refused_before_anything_is_trained(string message, params string[] arguments)
    {
        var run = ProgramRun.WithoutTorch(_runs, ["run", _spec, .. arguments]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("psnr_hol", "unknown metric 'psnr_hol'. Did you mean 'psnr_hole'?")]
    [InlineData("ssim", "halving.metric: expected one that every experiment evaluates")]
    [InlineData("fid", "halving.metric: fid is a metric of sets; expected evaluation.set_metrics: every")]
    public void A_metric_that_cannot_decide_is_an_error_of_the_spec_with_its_place(string metric, string message)
    {
        File.WriteAllText(_spec, File.ReadAllText(_spec).Replace("metric: psnr_hole", $"metric: {metric}", StringComparison.Ordinal));
        var metrics = metric == "fid" ? "[psnr_hole, fid]" : "[psnr_hole]";
        var run = ProgramRun.WithoutTorch(_runs, "validate", _spec, "-s", $"evaluation.metrics={metrics}");
        Assert.Equal(1, run.ExitCode);
        var line = Array.FindIndex(File.ReadAllLines(_spec), l => l.Contains("min_steps:", StringComparison.Ordinal));
        var column = File.ReadAllLines(_spec)[line].IndexOf(metric, StringComparison.Ordinal);
        Assert.Contains($"{_spec}:{line + 1}:{column + 1}: {message}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_measures_each_kind_of_experiment_once_and_says_what_is_left()
    {
        var plan = ProgramRun.Of(
            _runs, "plan", _spec, "--measure", "1", "--json", "-s", "search.over={training.optimizer.learning_rate: {uniform: [1e-4, 1e-2]}}", "-s", "halving=null");
        Assert.Equal(0, plan.ExitCode);
        Assert.Contains("measuring 1 of 1: hunt-t001", plan.Error, StringComparison.Ordinal);
        var (total, cells) = (plan.Json.GetProperty("total"), plan.Json.GetProperty("cells").EnumerateArray().ToList());
        Assert.Equal(cells.Sum(c => c.GetProperty("estimate").GetProperty("seconds_left").GetDouble()), total.GetProperty("seconds_left").GetDouble(), 1e-9);
        Assert.InRange(total.GetProperty("peak_bytes").GetInt64(), 50L << 20, 4L << 30);
        Assert.All(cells, c =>
        {
            var estimate = c.GetProperty("estimate");
            var measured = estimate.GetProperty("resources");
            Assert.Equal(6, measured.GetProperty("total_steps").GetInt64());
            Assert.InRange(measured.GetProperty("peak_bytes").GetInt64(), 50L << 20, 4L << 30);
            var least = 6 * measured.GetProperty("step_seconds").GetDouble();
            Assert.True(least > 0 && estimate.GetProperty("seconds").GetDouble() > least);
            Assert.Equal(estimate.GetProperty("seconds").GetDouble(), estimate.GetProperty("seconds_left").GetDouble());
            Assert.True(c.GetProperty("cost").GetProperty("generator_multiply_adds").GetInt64() > 0);
            Assert.Equal(["training.optimizer.learning_rate"], c.GetProperty("differences").EnumerateObject().Select(d => d.Name));
        });
        Assert.Empty(RunFolder.List(_runs));
    }

    [Fact]
    public void A_plan_of_a_method_without_training_has_no_network_and_takes_its_evaluation()
    {
        var plan = ProgramRun.Of(_runs, "plan", _spec, "--measure", "1", "--json", "-s", "search=null", "-s", "halving=null", "-s", "model={family: telea}");
        Assert.True(plan.ExitCode == 0, plan.Error);
        var cell = Assert.Single(plan.Json.GetProperty("cells").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, cell.GetProperty("cost").ValueKind);
        Assert.Equal(0, cell.GetProperty("estimate").GetProperty("resources").GetProperty("total_steps").GetInt64());
        Assert.True(cell.GetProperty("estimate").GetProperty("seconds_left").GetDouble() > 0);
    }
}
