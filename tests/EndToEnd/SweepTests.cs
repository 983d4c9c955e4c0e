using System.Runtime.Versioning;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>A spec of several experiments: <c>plan</c>, <c>run</c> of what is missing, and going on after failures and interruptions.</summary>
[SupportedOSPlatform("linux")]
public sealed class SweepTests : IDisposable
{
    // The second variant cannot start: its images are not there.
    private const string Matrix =
        """
        extends: base.yaml
        name: sweep
        training: {steps: 2, batch: 2, workers: 0, checkpoint_every: 0}
        evaluation: {every: 0, images: 2, batch: 2, grid: 0, masks: [{name: box, kind: random-box}]}
        profiles:
          single: {matrix: {data: {broken: null}}, seeds: [3]}
        matrix:
          data:
            leaves: {}
            broken: {dataset: {kind: images, root: /nowhere}}
        seeds: [3, 4]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _runs;
    private readonly string _spec;

    public SweepTests()
    {
        _folder.Write("base.yaml", TrainedRun.Spec);
        _spec = _folder.Write("sweep.yaml", Matrix);
        _runs = _folder.File("runs");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_trains_what_is_missing_goes_on_after_failures_and_says_what_is_left()
    {
        var plan = ProgramRun.WithoutTorch(_runs, "plan", _spec, "--jobs", "2", "--json").Json;
        Assert.Equal((4, 0, 2), (Total(plan, "cells"), Total(plan, "done"), Total(plan, "jobs")));
        plan = plan.GetProperty("cells");
        Assert.Equal(["sweep-leaves", "sweep-leaves", "sweep-broken", "sweep-broken"], plan.EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.All(plan.EnumerateArray(), c => Assert.Equal("missing", c.GetProperty("state").GetString()));

        // One cell as a scheduler would start it.
        var cell = ProgramRun.Of(_runs, "run", _spec, "--cell", "2", "--json");
        Assert.Equal(0, cell.ExitCode);

        var sweep = ProgramRun.Of(_runs, "run", _spec, "--jobs", "2", "--json");
        Assert.Equal(1, sweep.ExitCode);
        Assert.Equal(["done", "done", "missing", "missing"], sweep.Json.EnumerateArray().Select(c => c.GetProperty("state").GetString()));
        Assert.Equal(cell.Json.GetProperty("id").GetString(), sweep.Json[1].GetProperty("run").GetString());
        Assert.Equal("leaves", sweep.Json[0].GetProperty("labels").GetProperty("data").GetString());
        Assert.Contains("4 experiments, 1 done, 3 to train", sweep.Error, StringComparison.Ordinal);
        Assert.Contains("failed: cell 4, sweep-broken: exit code 1", sweep.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere", sweep.Error, StringComparison.Ordinal);

        // What is done is not done again.
        var profile = ProgramRun.Of(_runs, "run", _spec, "--profile", "single");
        Assert.Equal(0, profile.ExitCode);
        Assert.Equal(2, Directory.GetDirectories(_runs).Length - 1);
        var again = ProgramRun.WithoutTorch(_runs, "run", _spec, "-s", "matrix.data.broken=null");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("2 cells: 2 done", again.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ *sweep-leaves +2 of 2 +[\d.]+ ± [\d.]+", again.Output);
        Assert.Contains("2 experiments, 2 done, 0 to train", again.Error, StringComparison.Ordinal);
    }

    private static int Total(System.Text.Json.JsonElement plan, string key) => plan.GetProperty("total").GetProperty(key).GetInt32();

    [Fact]
    public void An_interrupted_sweep_goes_on_with_the_checkpoint()
    {
        string[] command = ["run", _spec, "-s", "matrix.data.broken=null", "-s", "training={steps: 60, batch: 4, workers: 0, log_every: 1}"];
        var stopped = ProgramRun.Interrupted(_runs, "step 1/60", ProgramRun.SigTerm, command);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("not started", stopped.Error, StringComparison.Ordinal);

        var planned = ProgramRun.WithoutTorch(_runs, ["plan", .. command[1..], "--json"]).Json.GetProperty("cells");
        Assert.Equal(["stopped", "missing"], planned.EnumerateArray().Select(c => c.GetProperty("state").GetString()));

        var resumed = ProgramRun.Of(_runs, command);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("2 cells: 2 done", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(2, ProgramRun.Of(_runs, "runs", "--json").Json.GetArrayLength());
    }

    [Fact]
    public void A_run_that_is_no_longer_whole_does_not_count_and_is_trained_anew()
    {
        string[] command = ["run", _spec, "--profile", "single", "--json"];
        var run = ProgramRun.Of(_runs, command).Json.GetProperty("path").GetString()!;
        string State() => ProgramRun.WithoutTorch(_runs, "plan", _spec, "--profile", "single", "--json").Json.GetProperty("cells")[0].GetProperty("state").GetString()!;
        Assert.Equal("done", State());

        // A checkpoint may be deleted to save space, but not be cut off.
        var checkpoint = Path.Combine(run, "checkpoints", "last.safetensors");
        var bytes = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, bytes[..100]);
        Assert.Equal("damaged", State());
        File.WriteAllBytes(checkpoint, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Assert.Equal("damaged", State());
        File.Delete(checkpoint);
        Assert.Equal("done", State());

        // Two seeds, of which one is done and one not whole.
        File.AppendAllText(Path.Combine(run, "spec.yaml"), "# edited");
        var again = ProgramRun.Of(_runs, "run", _spec, "-s", "matrix.data.broken=null", "-s", "seeds=[3, 5]", "-s", "training.steps=2", "--json");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("is not whole and does not count: spec.yaml is not the one that it was started with; it is trained anew", again.Error, StringComparison.Ordinal);
        Assert.Equal(["done", "done"], again.Json.EnumerateArray().Select(c => c.GetProperty("state").GetString()));
        Assert.Equal(3, Directory.GetDirectories(_runs, "*-sweep-leaves-*").Length);
    }

    [Theory]
    [InlineData("--cell: expected a number from 1 to 4, received 9", "--cell", "9")]
    [InlineData("--jobs: expected a number of processes from 1, received 0", "--jobs", "0")]
    [InlineData("unknown profile 'singel'. Did you mean 'single'?", "--profile", "singel")]
    public void Wrong_arguments_are_refused(string message, params string[] arguments)
    {
        var run = ProgramRun.WithoutTorch(_runs, ["run", _spec, .. arguments]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_checks_every_cell_and_shows_where_values_come_from()
    {
        var valid = ProgramRun.WithoutTorch(_runs, "validate", _spec);
        Assert.Equal($"{_spec}: valid, 4 experiments", valid.Lines[0]);
        var resolved = ProgramRun.WithoutTorch(_runs, "validate", _spec, "--resolved", "--profile", "single");
        Assert.Contains(resolved.Lines, l => l.StartsWith("  steps: 2 ", StringComparison.Ordinal) && l.EndsWith("sweep.yaml:3:19", StringComparison.Ordinal));
        Assert.Contains(resolved.Lines, l => l.StartsWith("resolution: 32 ", StringComparison.Ordinal) && l.EndsWith("base.yaml:3:13", StringComparison.Ordinal));

        var wrong = ProgramRun.WithoutTorch(_runs, "validate", _spec, "-s", "matrix.model={wide: {model: {width: -1}}}");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal(1, wrong.Error.Split("model.width: expected", StringSplitOptions.None).Length - 1);
    }
}
