using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>Mask files: published sets by their layout, their polarity, and the bins of Liu et al.</summary>
public sealed class MaskFileTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("irregular_mask/disocclusion_img_mask/00000.png", "liu-train", MaskPolarity.Black)]
    [InlineData("mask/testing_mask_dataset/00000.png", "liu-test", MaskPolarity.White)]
    [InlineData("qd_imd/train/00017_train.png", "qd-imd", MaskPolarity.Black)]
    [InlineData("elsewhere/00017_test.png", "qd-imd", MaskPolarity.Black)]
    [InlineData("masks/street_test.png", null, MaskPolarity.White)]
    public void Published_sets_are_recognised_and_bring_their_polarity(string file, string? set, MaskPolarity hole)
    {
        // The left tenth is white.
        var image = new ImageBuffer(20, 20, 1);
        for (var y = 0; y < 20; y++)
            (image[0, y, 0], image[1, y, 0]) = (255, 255);
        var folder = _files[Path.GetDirectoryName(file)!];
        Directory.CreateDirectory(folder);
        ImageFile.Write(_files[file], image);
        foreach (var root in new[] { folder, _files.Path })
        {
            var files = new MaskFiles(root, null, "test");
            Assert.Equal((set, hole), (files.Set?.Name, files.Hole));
            Assert.Equal(hole == MaskPolarity.White ? 0.1 : 0.9, files.Facts(0).HoleRatio, 12);
        }

        Assert.Equal(0.1, new MaskFiles(folder, MaskPolarity.White, "test").Facts(0).HoleRatio, 12);
    }

    [Fact]
    public void Sets_of_opposite_polarity_under_one_root_need_a_word_from_the_user()
    {
        _files.WithMasks("mask/testing_mask_dataset", 1).WithMasks("irregular_mask/disocclusion_img_mask", 1);
        var message = Assert.Throws<UserErrorException>(() => new Irregular(new IrregularOptions { Root = _files.Path })).Message;
        Assert.Contains("opposite polarity", message);
        Assert.Contains("liu-train (black = hole)", message);
        Assert.Equal(2, new MaskFiles(_files.Path, MaskPolarity.White, "test").Count);
    }

    [Fact]
    public void Bins_are_equally_likely_however_many_files_they_hold()
    {
        // Ratios 0.1, 0.2 ... 0.9: one file for each bin, and further ones for the last.
        _files.WithMasks("m", 9);
        for (var i = 0; i < 6; i++)
            File.Copy(_files["m/bar05.png"], _files[$"m/more{i}.png"]);
        var mask = new IrregularBins(new IrregularBinsOptions { Root = _files["m"] });
        var bins = new int[7];
        for (var i = 0; i < 600; i++)
        {
            var drawn = mask.Draw(RandomStream.Create(1, "bins", 0, i), 40, 40);
            var bin = drawn.Origin[3] - '0';
            Assert.InRange(drawn.HoleRatio, ((bin - 1) / 10.0) + 1e-6, (bin / 10.0) + 1e-6);
            bins[bin]++;
        }

        Assert.All(bins[1..], n => Assert.InRange(n, 65, 140));
    }

    [Fact]
    public void Border_chooses_among_the_files_and_says_when_there_is_none()
    {
        _files.WithMasks("m", 3);
        var inner = new ImageBuffer(20, 20, 1);
        for (var y = 5; y < 15; y++)
            inner[9, y, 0] = 255;
        ImageFile.Write(_files["m/inner.png"], inner);
        Irregular Create(MaskBorder border) => new(new IrregularOptions { Root = _files["m"], Border = border });
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal("inner.png", Create(MaskBorder.Without).Draw(RandomStream.Create(1, "b", 0, i), 20, 20).Origin);
            Assert.NotEqual("inner.png", Create(MaskBorder.With).Draw(RandomStream.Create(1, "b", 0, i), 20, 20).Origin);
        }

        File.Delete(_files["m/inner.png"]);
        var message = Assert.Throws<UserErrorException>(() => Create(MaskBorder.Without).Draw(RandomStream.Create(1, "b"), 20, 20)).Message;
        Assert.Contains("border: without; none of the 3 files", message);
        var bins = new IrregularBins(new IrregularBinsOptions { Root = _files["m"] });
        Assert.Contains("none of the 3 files", Assert.Throws<UserErrorException>(
            () => Enumerable.Range(0, 50).Select(i => bins.Draw(RandomStream.Create(1, "b", 0, i), 20, 20)).Count(m => m.HolePixels > 0)).Message);
    }

    [Fact]
    public void Files_of_the_published_test_set_lie_in_the_bins_of_their_folders()
    {
        var mask = new IrregularBins(new IrregularBinsOptions { Root = RepositoryRoot.Shared("data/masks-irregular"), Border = MaskBorder.Without });
        for (var i = 0; i < 12; i++)
        {
            var drawn = mask.Draw(RandomStream.Create(1, "liu", 0, i), 512, 512);
            Assert.Matches("^(bin[1-6]):\\1/", drawn.Origin);
            Assert.False(drawn.TouchesBorder);
        }
    }
}
