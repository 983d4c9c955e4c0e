using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Inspection;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>What <c>data stat</c> and <c>data masks</c> rest on.</summary>
public sealed class InspectionTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_fingerprint_outlives_resizing_and_recompression_and_tells_pictures_apart()
    {
        var picture = Picture(1);
        var hash = PerceptualHash.Of(picture);
        ImageFile.Write(_files["low.jpg"], picture.Resize(90, 70, ResizeFilter.Bicubic), new ImageWriteOptions { JpegQuality = 40 });
        Assert.InRange(PerceptualHash.Distance(hash, PerceptualHash.Of(ImageFile.Read(_files["low.jpg"]))), 0, 5);
        Assert.Equal(hash, PerceptualHash.Of(picture.ToBitDepth(16)));
        var others = Enumerable.Range(2, 20).Select(seed => PerceptualHash.Distance(hash, PerceptualHash.Of(Picture(seed)))).ToArray();
        Assert.All(others, distance => Assert.InRange(distance, 12, 52));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    public void Near_duplicates_are_those_that_comparing_each_with_each_would_find(int distance)
    {
        var stream = RandomStream.Create(1, "hashes");
        var hashes = new List<ulong>();
        for (var i = 0; i < 60; i++)
        {
            var hash = stream.NextUInt64();
            hashes.Add(hash);
            for (var flips = stream.Integer(0, 20); flips > 0; flips--)
                hash ^= 1UL << stream.Integer(0, 64);
            hashes.Add(hash);
        }

        // Chains aside (none here: unrelated hashes are far apart), a group is a pair.
        var pairs = from i in Enumerable.Range(0, hashes.Count)
                    from j in Enumerable.Range(i + 1, hashes.Count - i - 1)
                    where PerceptualHash.Distance(hashes[i], hashes[j]) <= distance
                    select (i, j);
        var found = NearDuplicates.Find(hashes, distance);
        Assert.NotEmpty(found);
        Assert.Equal(pairs, found.Select(g => (g[0], g[1])));
        Assert.All(found, g => Assert.Equal(2, g.Length));
    }

    [Fact]
    public void Statistics_count_sizes_grey_and_broken_files_and_find_duplicates_within_and_between_splits()
    {
        for (var i = 0; i < 4; i++)
            Write($"train/{i}.png", Picture(i));
        Write("val/0.png", Picture(10).ToChannels(1));
        File.Copy(_files["train/0.png"], _files["train/copy.png"]);
        ImageFile.Write(_files["val/smaller.jpg"], Picture(1).Resize(60, 45, ResizeFilter.Bicubic));
        File.WriteAllText(_files["val/broken.png"], "no picture");

        var statistics = Inspect(new Images(new ImagesOptions { Root = _files.Path }));
        Assert.Equal(["train", "val"], statistics.Splits.Select(s => s.Split));
        Assert.Equal([(5, 0, 0), (3, 1, 1)], statistics.Splits.Select(s => (s.Images, s.Broken, s.Grey)));
        Assert.Equal([new SizeCount(120, 90, 5)], statistics.Splits[0].Sizes);
        Assert.Contains("val/broken.png", Assert.Single(statistics.Broken).Message);
        Assert.Equal("val/0.png", Assert.Single(statistics.Grey).Image);

        var exact = Assert.Single(statistics.ExactDuplicates);
        Assert.False(exact.BetweenSplits);
        Assert.Equal(["train/0.png", "train/copy.png"], exact.Images.Select(i => i.Image));
        var near = Assert.Single(statistics.NearDuplicates);
        Assert.True(near.BetweenSplits);
        Assert.Equal(["train/1.png", "val/smaller.jpg"], near.Images.Select(i => i.Image));
    }

    [Fact]
    public void A_histogram_counts_every_mask_in_the_bin_of_its_ratio()
    {
        static BankMask Mask(int holes)
        {
            var pixels = new byte[400];
            pixels.AsSpan(150, holes).Fill(1);
            return new BankMask("m", new Mask(pixels, 20, 20));
        }

        var histogram = HoleHistogram.Of([Mask(19), Mask(20), Mask(39), Mask(250)]);
        Assert.Equal((1, 2, 1), (histogram.Counts[0], histogram.Counts[1], histogram.Counts[12]));
        Assert.Equal(4, histogram.Counts.Sum());
        Assert.Equal((0.0475, 0.625), (histogram.Min, histogram.Max));
        Assert.Equal(0.205, histogram.Mean, 12);

        var sheet = MaskSheet.Draw([new NamedMasks("one", [Mask(100)]), new NamedMasks("many", [.. Enumerable.Repeat(Mask(200), 20)])]);
        Assert.True(sheet.Width > 6 * 128 && sheet.Height >= 4 * 128);
    }

    private DatasetStatistics Inspect(Images dataset) => DatasetStatistics.Of(
        [.. dataset.Splits.Select(s => (s.Name(), dataset.Files(s)))], 5, _ => { }, CancellationToken.None);

    private void Write(string name, ImageBuffer image)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_files[name])!);
        ImageFile.Write(_files[name], image);
    }

    private static ImageBuffer Picture(int seed)
    {
        // Dead leaves: pictures with structure at every scale.
        var pixels = new float[3 * 96 * 96];
        new DeadLeaves(new DeadLeavesOptions { Seed = seed, Train = 1 }).Read(Split.Train, 0, 96, null, pixels);
        return ImageBuffer.FromPlanar(pixels, 3, 96, 96).Resize(120, 90, ResizeFilter.Bicubic);
    }
}
