using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>runs reproduce</c>: the same run once more.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ReproduceCommandTests(TrainedRun trained)
{
    [Fact]
    public void A_run_comes_out_the_same_and_another_seed_does_not()
    {
        using var folder = new TemporaryFolder();
        var first = ProgramRun.Of(folder, "run", trained.SpecPath, "-s", "training.steps=3", "-s", "evaluation.images=1");
        Assert.Equal(0, first.ExitCode);
        var same = ProgramRun.Of(folder, "runs", "reproduce", first.Lines[^1]);
        Assert.True(same.ExitCode == 0, same.Error);
        Assert.Contains(same.Lines, l => l.EndsWith("series and results are bit-identical", StringComparison.Ordinal));
        Assert.Contains(same.Lines, l => l.StartsWith("last checkpoint: all ", StringComparison.Ordinal));
        Assert.Equal("environment: the same", same.Lines[^1]);
        Assert.Equal(2, RunFolder.List(folder).Count);

        // As if the program had changed: the recorded numbers are those of another seed, on another processor.
        var recorded = RunFolder.Open(folder.File(first.Lines[^1]));
        File.WriteAllText(recorded.SpecPath, File.ReadAllText(recorded.SpecPath).Replace("seed: 3", "seed: 4", StringComparison.Ordinal));
        (RunEnvironment.Read(recorded.EnvironmentPath) with { Cpu = "another" }).Write(recorded.EnvironmentPath);
        var other = ProgramRun.Of(folder, "runs", "reproduce", recorded.Id, "--json");
        Assert.Equal(3, other.ExitCode);
        Assert.False(other.Json.GetProperty("is_identical").GetBoolean());
        var loss = other.Json.GetProperty("series").EnumerateArray().Single(s => s.GetProperty("key").GetString() == "loss/l1");
        Assert.True(loss.GetProperty("largest_difference").GetDouble() > 0);
        Assert.Equal(1, loss.GetProperty("first_step").GetInt64());
        Assert.True(other.Json.GetProperty("weights").GetProperty("different").GetInt32() > 0);
        Assert.Equal(["spec (SHA-256)", "CPU"], other.Json.GetProperty("environment").EnumerateArray().Select(d => d.GetProperty("fact").GetString()));
    }

    [Fact]
    public void A_run_that_did_not_finish_is_refused()
    {
        using var folder = new TemporaryFolder();
        InpaintLab.Tests.Runs.SampleRun.Create(folder).Dispose();
        var refused = ProgramRun.Of(folder, "runs", "reproduce", "latest");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("did not finish", refused.Error);
        Assert.Single(RunFolder.List(folder));
    }
}
