using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>run</c>: what a training prints, leaves behind, and takes up again.</summary>
[Collection(TrainedRunCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed partial class RunCommandTests(TrainedRun trained)
{
    [Fact]
    public void A_training_prints_its_results_beside_both_baselines_and_the_run_last()
    {
        var run = trained.Result;
        Assert.Equal(0, run.ExitCode);
        foreach (var set in new[] { "test/box", "test/strokes" })
            Assert.Contains($"{set}: means over 4 images", run.Lines);
        foreach (var row in new[] { "trained", "untrained", "known mean" })
            Assert.Equal(2, run.Lines.Count(l => l.StartsWith($"  {row} ", StringComparison.Ordinal)));
        Assert.Equal(2, run.Lines.Count(l => Headings().IsMatch(l)));
        Assert.Equal(2, run.Lines.Count(l => Gain().IsMatch(l)));

        var pictures = run.Lines.Where(l => l.StartsWith("pictures: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, pictures.Count);
        Assert.All(pictures, p => Assert.True(File.Exists(Path.Combine(trained.Runs, p["pictures: ".Length..]))));
        Assert.Matches("^[0-9]{8}-[0-9]{6}-tiny-[a-z2-7]{6}$", run.Lines[^1]);
        foreach (var file in new[] { "spec.yaml", "environment.json", "points.log", "log.txt", "checkpoints/last.safetensors", "checkpoints/best.safetensors" })
            Assert.True(File.Exists(Path.Combine(trained.RunPath, file)), file);
    }

    [Fact]
    public void Progress_goes_to_standard_error_as_sparse_plain_lines()
    {
        var lines = trained.Result.Error.TrimEnd('\n').Split('\n');
        Assert.Equal($"run {trained.Result.Lines[^1]}", lines[0]);
        Assert.DoesNotContain('\r', trained.Result.Error);
        Assert.DoesNotContain('\u001b', trained.Result.Error);

        // Every step is a log line of the run, but not of the terminal.
        var steps = lines.Where(l => Progress().IsMatch(l)).ToList();
        Assert.InRange(steps.Count, 2, 40);
        Assert.StartsWith("step 1/80 ", steps[0]);
        Assert.StartsWith("step 80/80 ", steps[^1]);
        Assert.Contains(lines, l => l.StartsWith("step 50: val/box ", StringComparison.Ordinal) && l.Contains("psnr_hole"));
    }

    [Fact]
    public void A_training_stopped_by_Ctrl_C_and_resumed_equals_one_that_was_not_stopped()
    {
        using var folder = new TemporaryFolder();
        var stopped = ProgramRun.Interrupted(folder.Path, "step 1/80", ProgramRun.SigInt, "run", trained.SpecPath);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Empty(stopped.Output);
        var name = Path.GetFileName(Directory.GetDirectories(folder.Path).Single());
        Assert.Contains($"inpaintlab run --resume {name}", stopped.Error);
        Assert.Equal("interrupted", ProgramRun.Of(folder.Path, "runs", "--json").Json[0].GetProperty("state").GetString());

        var resumed = ProgramRun.Of(folder.Path, "run", "--resume", "latest", "--json");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(name, resumed.Json.GetProperty("run").GetString());
        Assert.Equal(
            File.ReadAllBytes(trained.CheckpointPath), File.ReadAllBytes(Path.Combine(folder.Path, name, "checkpoints", "last.safetensors")));

        var whole = ProgramRun.Of(trained.Runs, "runs", "list", "--json").Json[0];
        var parts = ProgramRun.Of(folder.Path, "runs", "list", "--json").Json[0];
        Assert.Equal("finished", parts.GetProperty("state").GetString());
        foreach (var metric in new[] { "l1", "psnr_hole", "ssim", "test/strokes/psnr", "loss/generator" })
        {
            Assert.Equal(
                whole.GetProperty("metrics").GetProperty(metric).GetDouble(), parts.GetProperty("metrics").GetProperty(metric).GetDouble());
        }

        var again = ProgramRun.Of(folder.Path, "run", "--resume", name);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is finished", again.Error);
    }

    [Fact]
    public void The_results_as_json_are_one_document()
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of(folder.Path, "run", trained.SpecPath, "--json", "-s", "training.steps=2", "-s", "evaluation.images=2");
        Assert.Equal(0, run.ExitCode);
        Assert.True(Directory.Exists(run.Json.GetProperty("path").GetString()));
        Assert.Equal(2, run.Json.GetProperty("steps").GetInt64());
        Assert.Equal(0, run.Json.GetProperty("broken_images").GetInt32());
        Assert.Equal(["test/box", "test/strokes"], run.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("mask_set").GetString()));
        foreach (var result in run.Json.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(2, result.GetProperty("n").GetInt32());
            double Mean(string method) => result.GetProperty(method).GetProperty("psnr_hole").GetProperty("mean").GetDouble();
            Assert.True(double.IsFinite(Mean("untrained")));
            Assert.Equal(Mean("network") - Mean("known_mean"), result.GetProperty("psnr_hole_gain").GetDouble(), 9);
        }
    }

    [Fact]
    public void An_adversarial_training_says_how_the_game_stands()
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of(
            folder.Path,
            "run", trained.SpecPath, "-s", "training.steps=3", "-s", "evaluation.images=1",
            "-s", "objective.adversarial.kind=hinge", "-s", "objective.adversarial.start=0");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, l => Health().IsMatch(l));
        Assert.Contains("discriminator ", run.Error);
    }

    [Theory]
    [InlineData("expected a spec", "run")]
    [InlineData("no run 'nothing'", "run", "--resume", "nothing")]
    [InlineData("with its own spec", "run", "--resume", "tiny", "-s", "seed=4")]
    public void A_training_without_a_spec_or_with_two_is_refused(string message, params string[] arguments)
    {
        var run = ProgramRun.Of(trained.Runs, arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }

    [GeneratedRegex("^ +l1 % ↓ +l1_hole % ↓ +psnr dB ↑ +psnr_hole dB ↑ +ssim ↑ *$")]
    private static partial Regex Headings();

    [GeneratedRegex("^hole PSNR [0-9.]+ dB: [0-9.]+ dB (above|below) the known-pixel mean$")]
    private static partial Regex Gain();

    [GeneratedRegex("^step [0-9]+/80 +l1 hole [0-9.]+ +known [0-9.]+ +[0-9]+ img/s +[0-9]+:[0-9]{2} left$")]
    private static partial Regex Progress();

    [GeneratedRegex("^adversarial health: logits real -?[0-9.]+, inpainted -?[0-9.]+; hinges idle [0-9]+ % real, [0-9]+ % inpainted; .+")]
    private static partial Regex Health();
}
