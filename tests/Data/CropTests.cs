using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>Many crops of few large images: scale, fixed crops for evaluation, and files that are decoded once.</summary>
public sealed class CropTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Crops_lie_between_the_shares_asked_for_and_every_doubling_is_equally_likely()
    {
        // Rows and columns are numbered in the samples, so that a crop by nearest neighbour tells its own side.
        var image = new ImageBuffer(256, 200, 3);
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 256; x++)
                (image[x, y, 0], image[x, y, 1]) = (x, y);
        }

        var options = new ImagesOptions { Root = "", MinCrop = 0.25, MaxCrop = 1, Filter = ResizeFilter.Nearest };
        var sides = new List<int>();
        for (var i = 0; i < 1000; i++)
        {
            var square = SquareCrop.Cut(image, 256, options, RandomStream.Create(1, "crop", 0, i));
            var side = square[255, 0, 0] - square[0, 0, 0] + 1;
            Assert.Equal(side, square[0, 255, 1] - square[0, 0, 1] + 1);
            sides.Add(side);
        }

        Assert.InRange(sides.Min(), 50, 53);
        Assert.InRange(sides.Max(), 195, 200);
        Assert.InRange(sides.Count(s => s < 100) / 1000.0, 0.44, 0.56);
        Assert.Equal(image.Crop(28, 0, 200, 200), SquareCrop.Cut(image, 200, options, null), (a, b) => a.Bytes.SequenceEqual(b.Bytes));
    }

    [Fact]
    public void A_file_stands_for_several_images_whose_evaluation_crops_are_fixed_and_differ()
    {
        _files.WithImages("train", 2, 64, 48).WithImages("val", 2, 64, 48);
        Images Create(int crops) => new(new ImagesOptions { Root = _files.Path, MinCrop = 0.4, CropsPerImage = crops });
        var (dataset, again, one) = (Create(5), Create(5), Create(1));
        Assert.Equal((10, 10), (dataset.Count(Split.Train), dataset.Count(Split.Val)));
        Assert.Equal(["val/00.png#0000", "val/01.png#0004"], [dataset.Id(Split.Val, 0), dataset.Id(Split.Val, 9)]);
        var crops = Enumerable.Range(0, 10).Select(i => Read(dataset, i)).ToArray();
        Assert.Equal(10, crops.Select(c => string.Join(' ', c)).Distinct().Count());
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(crops[i], Read(again, i)));

        // More crops of a file leave those that there were as they are.
        Assert.Equal(crops[6], Read(Create(8), 9));
        Assert.NotEqual(dataset.ManifestHash, one.ManifestHash);
        Assert.Equal(dataset.ManifestHash, again.ManifestHash);
    }

    [Fact]
    public void A_cached_file_is_decoded_once_and_gives_the_same_images()
    {
        _files.WithImages("val", 2, 64, 48);
        ImagesOptions options = new() { Root = _files.Path, Resize = 32, MinCrop = 0.5, CropsPerImage = 4 };
        var (plain, cached) = (new Images(options), new Images(options with { CacheMegabytes = 1 }));
        var expected = Enumerable.Range(0, 8).Select(i => Read(plain, i)).ToArray();
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(expected[i], Read(cached, i)));
        File.Delete(_files["val/00.png"]);
        Assert.Equal(expected[1], Read(cached, 1));
        Assert.Throws<ImageFileException>(() => Read(plain, 1));
    }

    [Theory]
    [InlineData(CropMode.Random, null, 0.5, 1, "max_crop needs min_crop")]
    [InlineData(CropMode.Random, 0.6, 0.5, 1, "min_crop <= max_crop")]
    [InlineData(CropMode.None, 0.6, 1.0, 1, "crop: none takes whole images")]
    [InlineData(CropMode.Center, null, 1.0, 2, "need crop: random")]
    public void Crops_that_contradict_each_other_are_the_users_error(CropMode crop, double? min, double max, int crops, string message)
    {
        var options = new ImagesOptions { Root = _files.Path, Crop = crop, MinCrop = min, MaxCrop = max, CropsPerImage = crops };
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => new Images(options)).Message);
    }

    private static float[] Read(Images dataset, int index)
    {
        var image = new float[3 * 16 * 16];
        dataset.Read(Split.Val, index, 16, null, image);
        return image;
    }
}
