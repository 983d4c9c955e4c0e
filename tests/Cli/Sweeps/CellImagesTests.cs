using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Runs.Folders;
using InpaintLab.Tests.Data;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Tests.Cli.Sweeps;

/// <summary>Whether a run saw the images that are there now.</summary>
public sealed class CellImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CellImagesTests()
    {
        _folder.WithImages("photos/train", 2).WithImages("photos/val", 2);

        // A file whose content can change while its length does not: what follows the end of a PNG is no part of the picture.
        File.AppendAllText(_folder["photos/train/00.png"], "a");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_of_other_contents_are_others_though_names_and_lengths_are_the_same()
    {
        var seen = Now();
        Assert.True(new CellImages().AreThoseOf(Spec(), seen));
        var file = _folder["photos/train/00.png"];
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file)[..^1], (byte)'b']);
        Assert.Equal(seen.Manifest, Now().Manifest);
        Assert.False(new CellImages().AreThoseOf(Spec(), seen));
    }

    [Fact]
    public void A_run_that_did_not_record_contents_is_told_by_names_and_lengths()
    {
        var images = new CellImages();
        Assert.True(images.AreThoseOf(Spec(), Now() with { Content = null }));
        Assert.False(images.AreThoseOf(Spec(), new DatasetIdentity("others", null)));
        Assert.False(images.AreThoseOf(Spec(), Now() with { Manifest = "others" }));
    }

    [Theory]
    [InlineData("m", "c", "m", "c", true)]
    [InlineData("m", "c", "m", "d", false)]
    [InlineData("m", null, "m", "d", true)]
    [InlineData("m", null, "m", null, true)]
    [InlineData("m", "c", "n", "c", false)]
    [InlineData(null, null, "n", "c", false)]
    public void Contents_decide_where_both_are_known(string? manifest, string? content, string? otherManifest, string? otherContent, bool same)
    {
        Assert.Equal(same, new DatasetIdentity(manifest, content).IsAs(new DatasetIdentity(otherManifest, otherContent)));
        Assert.Equal(same, new DatasetIdentity(otherManifest, otherContent).IsAs(new DatasetIdentity(manifest, content)));
    }

    private DatasetIdentity Now()
    {
        var files = new Images(new ImagesOptions { Root = _folder["photos"] });
        return new DatasetIdentity(files.ManifestHash, files.ReadManifest().Hash);
    }

    private ExperimentSpec Spec() => SpecLoader.ResolveText(
        $"name: a\ndataset: {{kind: images, root: {_folder["photos"]}}}\nmask: {{kind: box}}\nmodel: {{family: gated-conv}}\n", "a.yaml", [], Components.Registry).Spec;
}
