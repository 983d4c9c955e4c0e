using System.Text.Json;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>evaluate</c>: a checkpoint's results again, printed or logged.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TrainedRun _trained;
    private readonly TemporaryFolder _folder = new();

    public EvaluateCommandTests(TrainedRun trained)
    {
        _trained = trained;
        CopyTo(Path.Combine(_folder.Path, Path.GetFileName(trained.RunPath)), trained.RunPath);
    }

    private string Log => Path.Combine(_folder.Path, Path.GetFileName(_trained.RunPath), "points.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_checkpoint_has_the_results_of_the_run_and_nothing_is_logged()
    {
        var before = File.ReadAllBytes(Log);
        var run = Evaluate("latest", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("last", run.Json.GetProperty("checkpoint").GetString());
        Assert.Equal(80, run.Json.GetProperty("step").GetInt64());
        Assert.False(run.Json.GetProperty("logged").GetBoolean());
        var metrics = ProgramRun.WithoutTorch(_folder.Path, "runs", "list", "--json").Json[0].GetProperty("metrics");
        var results = run.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["test/box", "test/strokes"], results.Select(r => r.GetProperty("mask_set").GetString()));
        foreach (var result in results)
        {
            var network = result.GetProperty("network").GetProperty("psnr_hole").GetProperty("mean").GetDouble();
            Assert.Equal(metrics.GetProperty($"{result.GetProperty("mask_set").GetString()}/psnr_hole").GetDouble(), network);
            var mean = result.GetProperty("known_mean").GetProperty("psnr_hole").GetProperty("mean").GetDouble();
            Assert.Equal(network - mean, result.GetProperty("psnr_hole_gain").GetDouble(), 9);
        }

        Assert.Equal(before, File.ReadAllBytes(Log));
    }

    [Fact]
    public void Another_checkpoint_split_and_mask_set_are_evaluated_and_shown_as_a_table()
    {
        var run = Evaluate(
            "tiny", "--checkpoint", "best",
            "-s", "evaluation.split=val", "-s", "evaluation.images=2", "-s", "evaluation.masks=[{name: mid, kind: box}]");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("val/mid: means over 2 images", run.Lines);
        Assert.Contains(run.Lines, l => l.StartsWith("  known mean ", StringComparison.Ordinal));
        Assert.StartsWith("best checkpoint, step 50, of ", run.Lines[^1]);
    }

    [Fact]
    public void Logged_results_stand_in_the_run_beside_its_own_with_where_they_come_from()
    {
        var run = Evaluate("tiny", "--log", "-s", "evaluation.masks=[{name: mid, kind: box}]");
        Assert.Equal(0, run.ExitCode);
        var shown = ProgramRun.WithoutTorch(_folder.Path, "runs", "show", "tiny", "--json").Json;
        var last = shown.GetProperty("evaluations").EnumerateArray().Where(e => e.GetProperty("step").GetInt64() == 80);
        var sets = last.Select(e => e.GetProperty("mask_set").GetString());
        Assert.Equal(["test/box", "test/mid", "test/strokes"], sets.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.String, shown.GetProperty("provenance").GetProperty("test/mid").GetProperty("hash").ValueKind);
        Assert.Equal("finished", shown.GetProperty("run").GetProperty("state").GetString());
        var events = shown.GetProperty("events").EnumerateArray();
        var told = events.Single(e => e.GetProperty("kind").GetString() == "evaluated").GetProperty("message").GetString();
        Assert.Contains("test/mid", told);
        Assert.Contains("evaluation.masks=", told);
    }

    [Theory]
    [InlineData("already has results of other masks under the name test/box", "--log", "-s", "evaluation.images=2")]
    [InlineData("already has results of other masks under the name val/box", "--log", "-s", "evaluation.split=val", "-s", "evaluation.masks=[{name: box, kind: box}]")]
    [InlineData("-s training.steps=3: expected a key of evaluation", "-s", "training.steps=3")]
    [InlineData("Did you mean 'images'?", "-s", "evaluation.image=3")]
    [InlineData("Did you mean 'best'?", "--checkpoint", "bst")]
    [InlineData("expected one that is here, received 'cuda:7'", "--device", "cuda:7")]
    public void What_would_mix_results_or_is_not_there_is_refused(string message, params string[] arguments)
    {
        var before = File.ReadAllBytes(Log);
        var run = Evaluate(["tiny", .. arguments]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
        Assert.Equal(before, File.ReadAllBytes(Log));
    }

    private static void CopyTo(string target, string source)
    {
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private ProgramRun Evaluate(params string[] arguments) => ProgramRun.Of(_folder.Path, ["evaluate", .. arguments]);
}
