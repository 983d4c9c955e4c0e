using System.Text.Json;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>What helps to see how a training goes: its profile, its health.</summary>
public sealed class TrainingAidsTests
{
    [Fact]
    public void A_profile_prints_where_the_time_goes_and_leaves_a_trace_but_no_run()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("tiny.yaml", TrainedRun.Spec.Replace("name: tiny", "name: tiny-profile"));
        var runs = Path.GetDirectoryName(folder.File("runs", "x"))!;
        var run = ProgramRun.Of(runs, "run", spec, "--profile-steps", "3", "--json");
        Assert.Equal(0, run.ExitCode);
        var trace = run.Json.GetProperty("trace").GetString()!;
        try
        {
            Assert.Equal(3, run.Json.GetProperty("steps").GetInt32());
            Assert.Contains("generator forward", run.Json.GetProperty("phases").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
            Assert.NotEqual(0, run.Json.GetProperty("modules").GetArrayLength());
            using var events = JsonDocument.Parse(File.ReadAllText(trace));
            Assert.NotEqual(0, events.RootElement.GetProperty("traceEvents").GetArrayLength());
            Assert.Empty(Directory.GetFileSystemEntries(runs));
        }
        finally
        {
            File.Delete(trace);
        }
    }

    [Theory]
    [InlineData("--profile-steps: expected a number of steps", "run", "SPEC", "--profile-steps", "0")]
    [InlineData("--profile-steps: expected a spec", "run", "--resume", "latest", "--profile-steps")]
    public void A_profile_of_nothing_is_refused(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("tiny.yaml", TrainedRun.Spec);
        var run = ProgramRun.Of(folder.Path, [.. arguments.Select(a => a == "SPEC" ? spec : a)]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public void A_discriminator_that_wins_is_warned_of_while_it_trains_and_afterwards()
    {
        // A generator that hardly moves against a discriminator that learns fast.
        using var folder = new TemporaryFolder();
        var spec = folder.Write("won.yaml", """
            name: won
            seed: 5
            resolution: 32
            device: cpu
            dataset: {kind: dead-leaves, train: 4, val: 2, test: 2}
            mask: {kind: box}
            model: {family: gated-conv, variant: unet, width: 2, discriminator_width: 8}
            objective: {adversarial: {kind: hinge, weight: 1, start: 0, warm_up: 0}}
            training: {steps: 300, batch: 2, workers: 1, log_every: 10, clip: 0, optimizer: {learning_rate: 1.0e-7, discriminator_learning_rate: 0.006}}
            evaluation: {every: 0, images: 2, grid: 0}
            """);
        var runs = Path.GetDirectoryName(folder.File("runs", "x"))!;
        var run = ProgramRun.Of(runs, "run", spec);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("step [0-9]+: warning: discriminator-won: for the last 200 steps ", run.Error);
        Assert.Contains(run.Lines, l => l.StartsWith("warning: discriminator-won", StringComparison.Ordinal));

        var shown = ProgramRun.WithoutTorch(runs, "runs", "show", "wo", "--health");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(shown.Lines, l => l.Contains("health/discriminator_margin", StringComparison.Ordinal) && l.Contains('█'));
        Assert.Contains(shown.Lines, l => l.StartsWith("warning: discriminator-won", StringComparison.Ordinal));
        Assert.Contains("health/discriminator-won", ProgramRun.WithoutTorch(runs, "runs", "show", "latest").Output);

        var json = ProgramRun.WithoutTorch(runs, "runs", "show", "won", "--health", "--json").Json;
        Assert.Contains("discriminator-won", json.GetProperty("warnings")[0].GetString());
        var norm = json.GetProperty("series").EnumerateArray().Single(s => s.GetProperty("key").GetString() == "health/generator_gradient_norm");
        Assert.Equal(30, norm.GetProperty("values").GetArrayLength());
        Assert.All(norm.GetProperty("values").EnumerateArray(), v => Assert.True(v.GetDouble() > 0));
    }
}
