using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Tests.Data;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>A training image in another split, as the command line meets it.</summary>
public sealed class LeakCommandTests : IDisposable
{
    private const string Spec =
        """
        name: leaky
        resolution: 16
        device: cpu
        dataset: {kind: images, root: ROOT}
        mask: {kind: random-box}
        model: {family: gated-conv, variant: unet, width: 2}
        training: {steps: 2, batch: 2}
        evaluation: {every: 0, images: 2, batch: 2, grid: 0, metrics: [l1]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _spec;

    public LeakCommandTests()
    {
        _folder.WithImages("photos/train", 4).WithImages("photos/val", 3);
        File.Copy(_folder["photos/train/02.png"], _folder["photos/val/seen.png"]);
        _spec = _folder.Write("leaky.yaml", Spec.Replace("ROOT", _folder["photos"], StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_refused_with_the_place_in_the_spec_and_the_pair_and_leaves_nothing()
    {
        var run = ProgramRun.Of(_folder["runs"], "run", _spec);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"error: {_spec}:4:", run.Error);
        Assert.Contains("train/02.png = val/seen.png (equal files)", run.Error);
        Assert.Contains("dataset.leaks", run.Error);
        Assert.Empty(RunFolder.List(_folder["runs"]));
    }

    [Fact]
    public void Validate_looks_at_the_images_when_asked_to()
    {
        Assert.Equal(0, ProgramRun.WithoutTorch(_folder["runs"], "validate", _spec).ExitCode);
        var run = ProgramRun.WithoutTorch(_folder["runs"], "validate", _spec, "--data", "--json");
        Assert.Equal(1, run.ExitCode);
        var error = Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(4, error.GetProperty("line").GetInt32());
        Assert.Contains("val/seen.png", error.GetProperty("message").GetString());
        Assert.Equal(0, ProgramRun.WithoutTorch(_folder["runs"], "validate", _spec, "--data", "-s", "dataset.leaks=allow").ExitCode);
    }

    [Fact]
    public void An_image_of_val_that_test_has_is_refused_like_one_that_was_trained_on()
    {
        _folder.WithImages("apart/train", 3).WithImages("apart/val", 3).WithImages("apart/test", 3);
        File.Copy(_folder["apart/val/01.png"], _folder["apart/test/judge.png"]);
        var spec = _folder.Write("apart.yaml", Spec.Replace("ROOT", _folder["apart"], StringComparison.Ordinal));
        var run = ProgramRun.WithoutTorch(_folder["runs"], "validate", spec, "--data");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("what is tested would have chosen the model:\n  val/01.png = test/judge.png (equal files)", run.Error);
        Assert.Equal(0, ProgramRun.WithoutTorch(_folder["runs"], "validate", spec, "--data", "-s", "dataset.leaks=exclude").ExitCode);
    }

    [Theory]
    [InlineData("exclude", "leaks-excluded")]
    [InlineData("allow", "leaks-allowed")]
    public void A_run_that_excludes_or_allows_them_says_so_and_every_result_names_its_data(string policy, string kind)
    {
        var run = ProgramRun.Of(_folder["runs"], "run", _spec, "-s", $"dataset.leaks={policy}", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var folder = Assert.Single(RunFolder.List(_folder["runs"]));
        Assert.Contains("train/02.png = val/seen.png", Assert.Single(RunLog.Read(folder.LogPath).Events, e => e.Kind == kind).Message);

        var content = run.Json.GetProperty("dataset_content_hash").GetString()!;
        var manifest = ProgramRun.Of(_folder["runs"], "data", "manifest", _spec, "-s", $"dataset.leaks={policy}", "--json").Json;
        Assert.Equal(manifest.GetProperty("hash").GetString(), content);
        Assert.Equal(policy == "exclude" ? 7 : 8, manifest.GetProperty("images").GetArrayLength());
        Assert.Equal(content, RunEnvironment.Read(folder.EnvironmentPath).DatasetContentHash);
        Assert.Contains(content, RunLog.Read(folder.LogPath).Provenance["val/random-box"]);
    }
}
