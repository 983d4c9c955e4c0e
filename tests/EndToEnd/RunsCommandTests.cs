using System.Text.Json;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>runs</c>: listing, showing and comparing; all of it on a machine without libtorch.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class RunsCommandTests(TrainedRun trained)
{
    [Fact]
    public void The_list_as_json_has_the_documented_shape()
    {
        var list = Runs("list", "--json").Json;
        var run = Assert.Single(list.EnumerateArray());
        Assert.EndsWith(run.GetProperty("id").GetString()!, trained.Result.Lines[^1]);
        foreach (var (key, value) in new[]
        {
            ("name", "tiny"), ("state", "finished"), ("family", "gated-conv"), ("mask", "random-box"), ("dataset", "dead-leaves"),
        })
        {
            Assert.Equal(value, run.GetProperty(key).GetString());
        }

        Assert.Equal(32, run.GetProperty("resolution").GetInt32());
        Assert.Equal(3, run.GetProperty("seed").GetInt32());
        Assert.Equal(DateTime.UtcNow, run.GetProperty("created").GetDateTime(), TimeSpan.FromHours(1));
        foreach (var metric in new[] { "l1", "l1_hole", "psnr", "psnr_hole", "ssim" })
            Assert.Equal(JsonValueKind.Number, run.GetProperty("metrics").GetProperty(metric).ValueKind);
        Assert.InRange(run.GetProperty("metrics").GetProperty("cost/generator_parameters").GetDouble(), 1000, 1e7);
    }

    [Fact]
    public void Runs_alone_lists()
    {
        var alone = Runs();
        Assert.Equal(0, alone.ExitCode);
        Assert.Empty(alone.Error);
        Assert.Contains(alone.Lines, l => l.Contains(" tiny ") && l.Contains(" finished ") && l.Contains("gated-conv/unet"));
        Assert.Equal(alone.Output, Runs("list").Output);
    }

    [Fact]
    public void Where_there_are_no_runs_the_list_says_how_to_start_one()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("inpaintlab run ", ProgramRun.WithoutTorch(folder.Path, "runs").Output);
        Assert.Equal(0, ProgramRun.WithoutTorch(folder.Path, "runs", "--json").Json.GetArrayLength());
    }

    [Fact]
    public void A_run_is_shown_with_results_series_and_pictures()
    {
        var text = Runs("show", "latest").Output;
        foreach (var part in new[] { trained.RunPath, "known-mean", "untrained", "loss/generator", "grid/test/box" })
            Assert.Contains(part, text);

        var json = Runs("show", trained.Result.Lines[^1], "--json").Json;
        Assert.Equal(trained.RunPath, json.GetProperty("path").GetString());
        Assert.Equal(80, json.GetProperty("series").EnumerateArray().First(s => s.GetProperty("key").GetString() == "loss/l1").GetProperty("n").GetInt32());
    }

    [Fact]
    public void What_a_run_cost_is_shown_compared_and_planned_alike()
    {
        var cost = Runs("show", "latest", "--json").Json.GetProperty("cost");
        Assert.Equal(320, cost.GetProperty("training_images").GetInt64());
        Assert.Equal(JsonValueKind.Null, cost.GetProperty("discriminator_parameters").ValueKind);
        foreach (var measured in new[] { "training_seconds", "peak_resident_bytes", "forward_milliseconds" })
            Assert.True(cost.GetProperty(measured).GetDouble() > 0, measured);

        var compared = Runs("compare", "tiny", "latest", "--json").Json.GetProperty("runs")[1].GetProperty("cost");
        Assert.True(JsonElement.DeepEquals(cost, compared));
        foreach (var text in new[] { Runs("show", "latest").Output, Runs("compare", "tiny", "latest").Output })
            Assert.Contains("generator parameters", text);

        string[] plan = ["plan", trained.SpecPath, "-s", "objective.adversarial.kind=hinge"];
        var planned = ProgramRun.Of(trained.Runs, [.. plan, "--cost", "--json"]).Json.GetProperty("cells")[0].GetProperty("cost");
        foreach (var size in new[] { "generator_parameters", "generator_multiply_adds" })
            Assert.Equal(cost.GetProperty(size).GetInt64(), planned.GetProperty(size).GetInt64());
        Assert.True(planned.GetProperty("discriminator_parameters").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, ProgramRun.WithoutTorch(trained.Runs, [.. plan, "--json"]).Json.GetProperty("cells")[0].GetProperty("cost").ValueKind);
        Assert.Contains("generator parameters", ProgramRun.Of(trained.Runs, [.. plan, "--cost"]).Output);
    }

    [Fact]
    public void A_run_does_not_differ_from_itself()
    {
        var json = Runs("compare", "tiny", "latest", "--json").Json;
        Assert.Equal(2, json.GetProperty("runs").GetArrayLength());
        Assert.NotEqual(0, json.GetProperty("differences").GetArrayLength());
        Assert.All(json.GetProperty("differences").EnumerateArray(), d => Assert.Equal(0, d.GetProperty("mean").GetDouble()));
        Assert.Contains("minus tiny", Runs("compare", "tiny", "latest").Output);
    }

    [Fact]
    public void A_name_of_no_run_or_of_several_is_answered_with_candidates()
    {
        var none = Runs("show", "tinny");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("no run 'tinny'. Did you mean 'tiny'?", none.Error);
        Assert.Empty(none.Output);

        using var folder = new TemporaryFolder();
        foreach (var copy in new[] { "20260101-000000-tiny-aaaaaa", "20260101-000001-tiny-bbbbbb" })
            File.Copy(Path.Combine(trained.RunPath, "points.log"), folder.File(copy, "points.log"));
        var several = ProgramRun.WithoutTorch(folder.Path, "runs", "show", "tiny");
        Assert.Equal(1, several.ExitCode);
        Assert.Contains("'tiny' names 2 runs", several.Error);
        Assert.Contains("20260101-000001-tiny-bbbbbb", several.Error);
    }

    private ProgramRun Runs(params string[] arguments) => ProgramRun.WithoutTorch(trained.Runs, ["runs", .. arguments]);
}
