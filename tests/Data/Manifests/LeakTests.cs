using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Inspection;
using InpaintLab.Data.Manifests;
using InpaintLab.Imaging;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Tests.Data.Manifests;

/// <summary>Images that stand in two splits.</summary>
public sealed class LeakTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public LeakTests()
    {
        for (var i = 0; i < 6; i++)
        {
            _files.Write($"train/{i}.png", Picture(i));
            _files.Write($"val/{i}.png", Picture(100 + i));
            _files.Write($"test/{i}.png", Picture(200 + i));
        }
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Splits_of_different_pictures_leak_nothing() => Assert.Empty(Find());

    [Fact]
    public void Equal_files_recompressed_and_resized_pictures_are_found_and_named()
    {
        File.Copy(_files["train/1.png"], _files["val/copy.png"]);
        ImageFile.Write(_files["val/low.jpg"], Picture(2), new ImageWriteOptions { JpegQuality = 30 });
        _files.Write("test/small.png", Picture(3).Resize(60, 60, ResizeFilter.Bicubic));
        Assert.Equal(
            [
                new Leak(Split.Train, "train/1.png", Split.Val, "val/copy.png", IsExact: true),
                new Leak(Split.Train, "train/2.png", Split.Val, "val/low.jpg", IsExact: false),
                new Leak(Split.Train, "train/3.png", Split.Test, "test/small.png", IsExact: false),
            ],
            Find());

        var error = Assert.Throws<UserErrorException>(() => Open(LeakPolicy.Refuse).RefuseLeaks());
        Assert.Contains("train/1.png = val/copy.png (equal files)", error.Message, StringComparison.Ordinal);
        Assert.Contains("train/2.png = val/low.jpg (nearly equal pictures)", error.Message, StringComparison.Ordinal);
        Assert.Contains("dataset.leaks", error.Message, StringComparison.Ordinal);
        Open(LeakPolicy.Allow).RefuseLeaks();
    }

    [Fact]
    public void Pictures_without_contrast_are_the_same_only_when_their_files_are()
    {
        _files.Write("train/grey.png", Flat(100));
        _files.Write("val/grey.png", Flat(101));
        Assert.Empty(Find());
        _files.Write("val/again.png", Flat(100));
        Assert.Equal(new Leak(Split.Train, "train/grey.png", Split.Val, "val/again.png", IsExact: true), Assert.Single(Find()));
    }

    [Fact]
    public void Pictures_of_one_colour_have_no_contrast()
    {
        _files.Write("train/green.png", Flat(100, 140, 30));
        _files.Write("val/green.png", Flat(101, 141, 31));
        Assert.Empty(Find());
    }

    [Fact]
    public void Pictures_with_equal_hashes_are_not_the_same_when_they_look_different()
    {
        // The hash knows neither colour nor contrast.
        var grey = Picture(7).ToChannels(1).ToChannels(3);
        var tinted = new ImageBuffer(grey.Width, grey.Height, 3);
        for (var i = 0; i < grey.Samples8.Length; i++)
            tinted.Samples8[i] = i % 3 == 0 ? grey.Samples8[i] : (byte)(128 + ((grey.Samples8[i] - 128) / 8));
        Assert.InRange(PerceptualHash.Distance(PerceptualHash.Of(grey), PerceptualHash.Of(tinted)), 0, 10);
        _files.Write("train/grey.png", grey);
        _files.Write("val/tinted.png", tinted);
        Assert.Empty(Find());
    }

    [Fact]
    public void Excluded_images_are_not_trained_on_and_change_the_hashes()
    {
        File.Copy(_files["train/1.png"], _files["test/copy.png"]);
        var (all, rest) = (Open(LeakPolicy.Allow), Open(LeakPolicy.Exclude));
        Assert.Equal(["train/0.png", "train/2.png", "train/3.png", "train/4.png", "train/5.png"], rest.Files(Split.Train).Select(f => f.Id));
        Assert.Equal((5, 7), (rest.Count(Split.Train), rest.Count(Split.Test)));
        Assert.NotEqual(all.ManifestHash, rest.ManifestHash);
        Assert.NotEqual(all.ReadManifest().Hash, rest.ReadManifest().Hash);
        Assert.Empty(rest.ReadManifest().Leaks);
        Assert.Equal("train/1.png", Assert.Single(rest.FindLeaks()).Image);
        rest.RefuseLeaks();
    }

    [Fact]
    public void An_image_of_val_that_test_has_is_refused_or_left_out_of_val()
    {
        File.Copy(_files["val/1.png"], _files["test/copy.png"]);
        ImageFile.Write(_files["test/low.jpg"], Picture(102), new ImageWriteOptions { JpegQuality = 30 });
        Assert.Equal(
            [new Leak(Split.Val, "val/1.png", Split.Test, "test/copy.png", IsExact: true), new Leak(Split.Val, "val/2.png", Split.Test, "test/low.jpg", IsExact: false)],
            Find());

        var error = Assert.Throws<UserErrorException>(() => Open(LeakPolicy.Refuse).RefuseLeaks());
        Assert.Contains("found 2 pairs, so that what is tested would have chosen the model:\n  val/1.png = test/copy.png (equal files)", error.Message, StringComparison.Ordinal);

        var (all, rest) = (Open(LeakPolicy.Allow), Open(LeakPolicy.Exclude));
        all.RefuseLeaks();
        rest.RefuseLeaks();
        Assert.Equal((6, 4, 8), (rest.Count(Split.Train), rest.Count(Split.Val), rest.Count(Split.Test)));
        Assert.DoesNotContain("val/1.png", rest.Files(Split.Val).Select(f => f.Id));
        Assert.Equal(18, rest.ReadManifest().Entries.Count);
        Assert.NotEqual(all.ManifestHash, rest.ManifestHash);
    }

    [Fact]
    public void An_image_in_all_splits_stays_in_the_last()
    {
        File.Copy(_files["train/1.png"], _files["val/copy.png"]);
        File.Copy(_files["train/1.png"], _files["test/copy.png"]);
        Assert.Equal(
            ["train/1.png = val/copy.png (equal files)", "train/1.png = test/copy.png (equal files)", "val/copy.png = test/copy.png (equal files)"],
            Find().Select(leak => $"{leak}"));
        var rest = Open(LeakPolicy.Exclude);
        Assert.Equal((5, 6, 7), (rest.Count(Split.Train), rest.Count(Split.Val), rest.Count(Split.Test)));
    }

    [Fact]
    public void Of_many_equal_or_near_pictures_each_image_has_one_pair_with_each_later_split()
    {
        for (var i = 0; i < 4; i++)
        {
            ImageFile.Write(_files[$"train/frame-{i}.jpg"], Picture(7), new ImageWriteOptions { JpegQuality = 80 + i });
            ImageFile.Write(_files[$"val/frame-{i}.jpg"], Picture(7), new ImageWriteOptions { JpegQuality = 60 + i });
        }

        File.Copy(_files["train/frame-2.jpg"], _files["val/same.jpg"]);
        var leaks = Find();
        Assert.Equal(["train/frame-0.jpg", "train/frame-1.jpg", "train/frame-2.jpg", "train/frame-3.jpg"], leaks.Select(leak => leak.Image));
        Assert.Equal(new Leak(Split.Train, "train/frame-2.jpg", Split.Val, "val/same.jpg", IsExact: true), Assert.Single(leaks, leak => leak.IsExact));
    }

    [Fact]
    public void Where_all_training_images_leak_none_can_be_excluded()
    {
        for (var i = 0; i < 6; i++)
            File.Copy(_files[$"train/{i}.png"], _files[$"val/copy-{i}.png"]);
        Assert.Contains("nothing to train on", Assert.Throws<UserErrorException>(() => Open(LeakPolicy.Exclude).Count(Split.Train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_follows_contents_and_names_and_the_lines_are_what_it_is_of()
    {
        var before = Open(LeakPolicy.Refuse).ReadManifest();
        var lines = before.Lines().Select(line => string.Join('\t', line.Split('\t')[..3]) + "\n");
        Assert.Equal(before.Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)))));

        _files.Write("train/0.png", Picture(50));
        Assert.NotEqual(before.Hash, Open(LeakPolicy.Refuse).ReadManifest().Hash);
    }

    [Fact]
    public void The_cache_reads_each_state_of_the_files_once_and_makes_up_for_damage()
    {
        File.Copy(_files["train/1.png"], _files["val/copy.png"]);
        var cache = new ManifestCache(_files["cache"]);
        Assert.Equal(19, Reads(out var first));
        Assert.Equal(0, Reads(out var second));
        Assert.Equal(first.Lines(), second.Lines());
        Assert.Equal(first.Leaks, second.Leaks);

        var kept = Assert.Single(Directory.GetFiles(_files["cache"]));
        var lines = File.ReadAllLines(kept);
        File.WriteAllLines(kept, lines[..^2]);
        Assert.Equal(19, Reads(out _));
        File.WriteAllText(kept, string.Join('\n', lines).Replace("True", "False", StringComparison.Ordinal));
        Assert.Equal(19, Reads(out _));
        File.SetLastWriteTimeUtc(_files["train/0.png"], DateTime.UtcNow.AddMinutes(-5));
        Assert.Equal(19, Reads(out _));

        int Reads(out ImageManifest manifest)
        {
            var reads = 0;
            var dataset = Open(LeakPolicy.Allow);
            manifest = cache.Get([.. dataset.Splits.Select(s => (s, dataset.Files(s)))], (_, _) => Interlocked.Increment(ref reads));
            return reads;
        }
    }

    [Fact]
    public void A_file_that_is_no_image_leaks_nothing()
    {
        _files.Write("train/broken.png", "no image");
        _files.Write("val/broken.png", "no image");
        Assert.Empty(Find());
    }

    [Fact]
    public void Near_fingerprints_are_those_that_comparing_each_with_each_would_find()
    {
        var stream = RandomStream.Create(1, "hashes");
        var first = Enumerable.Range(0, 80).Select(_ => stream.NextUInt64()).ToList();
        var second = first.Select(hash => Enumerable.Range(0, stream.Integer(0, 16)).Aggregate(hash, (h, _) => h ^ (1UL << stream.Integer(0, 64)))).ToList();
        foreach (var distance in new[] { 0, 7, 15 })
        {
            var pairs = from i in Enumerable.Range(0, 80) from j in Enumerable.Range(0, 80) where PerceptualHash.Distance(first[i], second[j]) <= distance select (i, j);
            var near = new NearFingerprints(second, distance);
            Assert.Equal(pairs, Enumerable.Range(0, 80).SelectMany(i => near.Of(first[i]).Order().Select(j => (i, j))));
        }
    }

    [Fact]
    public void A_spec_without_the_key_keeps_the_text_and_the_hash_that_it_had()
    {
        const string spec = "name: a\ndataset: {kind: images, root: photos%}\nmask: {kind: box}\nmodel: {family: gated-conv}\n";
        var (plain, said, excluded) = (Text(""), Text(", leaks: refuse"), Text(", leaks: exclude"));
        Assert.DoesNotContain("leaks", plain, StringComparison.Ordinal);
        Assert.Equal(plain, said);
        Assert.Contains("  leaks: exclude\n", excluded, StringComparison.Ordinal);

        static string Text(string key) => SpecLoader.ResolveText(
            spec.Replace("%", key, StringComparison.Ordinal), "a.yaml", [], Components.Registry).Text;
    }

    private IReadOnlyList<Leak> Find() => Open(LeakPolicy.Refuse).FindLeaks();

    private Images Open(LeakPolicy leaks) => new(new ImagesOptions { Root = _files, Leaks = leaks });

    private static ImageBuffer Flat(byte value) => Flat(value, value, value);

    private static ImageBuffer Flat(byte red, byte green, byte blue)
    {
        var image = new ImageBuffer(32, 32, 3);
        for (var i = 0; i < image.Samples8.Length; i += 3)
            (image.Samples8[i], image.Samples8[i + 1], image.Samples8[i + 2]) = (red, green, blue);
        return image;
    }

    // Dead leaves: pictures with structure at every scale.
    private static ImageBuffer Picture(int seed)
    {
        var pixels = new float[3 * 96 * 96];
        new DeadLeaves(new DeadLeavesOptions { Seed = seed, Train = 1 }).Read(Split.Train, 0, 96, null, pixels);
        return ImageBuffer.FromPlanar(pixels, 3, 96, 96);
    }
}
