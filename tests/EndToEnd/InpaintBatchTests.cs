using InpaintLab.Imaging;
using InpaintLab.Tests.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>inpaint</c> on folders: partners, structure, what is passed over, and the report.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class InpaintBatchTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Broken_images_are_passed_over_reported_by_reason_and_end_with_exit_code_1()
    {
        Image("in/good.png");
        Image("in/sub/deep/good.png");
        Image("in/unmasked.png");
        Image("in/small.png");
        Image("in/all.png");
        Image("in/there.png");
        _folder.Write("in/broken.png", "no image");
        Mask("masks/good.png");
        Mask("masks/sub/deep/good_mask.png");
        Mask("masks/there.png");
        Mask("masks/broken.png");
        Mask("masks/small.png", width: 10);
        _folder.Write("masks/all.png", MaskFile.ToImage([.. Enumerable.Repeat((byte)1, 24 * 20)], new ImageSize(24, 20)));
        _folder.Write("out/there.png", "kept as it is");

        var run = Inpaint("in", "masks", "out", "--recursive", "--keep-going", "--skip-existing", "--json");
        Assert.Equal(1, run.ExitCode);
        var json = run.Json;
        Assert.Equal((7, 2, 1, 4), (Number("n"), Number("done"), Number("skipped"), Number("failed")));
        Assert.Equal(
            ["all_hole 1", "mask_size 1", "missing_mask 1", "unreadable_image 1"],
            json.GetProperty("failures").EnumerateObject().Select(f => $"{f.Name} {f.Value}"));
        Assert.True(json.GetProperty("images_per_second").GetDouble() > 0);
        var results = json.GetProperty("results").EnumerateArray().ToDictionary(r => Path.GetRelativePath(_folder.File("in"), r.GetProperty("image").GetString()!));
        Assert.Equal("done", Status("sub/deep/good.png"));
        Assert.Equal("skipped", Status("there.png"));
        Assert.Equal("mask_size", results["small.png"].GetProperty("reason").GetString());
        Assert.Contains("24 x 20 px, received 10 x 20", results["small.png"].GetProperty("error").GetString());
        Assert.Equal("kept as it is", File.ReadAllText(_folder.File("out", "there.png")));
        Assert.Equal(["good.png", "sub/deep/good.png", "there.png"], Files("out"));
        Assert.Equal(4, run.Error.Split('\n').Count(line => line.StartsWith("failed: ", StringComparison.Ordinal)));

        int Number(string key) => json.GetProperty(key).GetInt32();
        string? Status(string image) => results[image].GetProperty("status").GetString();
    }

    [Fact]
    public void Without_keep_going_the_first_broken_image_ends_it_and_without_recursive_folders_in_it_are_left_alone()
    {
        Image("in/a.png");
        Image("in/sub/b.png");
        _folder.Write("in/c.png", "no image");
        Mask("mask.png");
        var run = Inpaint("in", "mask.png", "out");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("c.png: expected a PNG or JPEG image", run.Error);
        Assert.Equal(["a.png"], Files("out"));
        File.Delete(_folder.File("in", "c.png"));
        Assert.StartsWith("1 done, 0 skipped, 0 failed, ", Inpaint("in", "mask.png", "out").Output);
        Assert.Equal("0 done, 1 skipped, 0 failed, 0.0 images/s", Inpaint("in", "mask.png", "out", "--skip-existing").Lines.Single());
    }

    [Fact]
    public void Images_and_masks_may_lie_in_one_folder_and_results_can_be_jpeg()
    {
        Image("in/a.png");
        Mask("in/a_mask.png");
        Assert.Equal(0, Inpaint("in", "in", "low", "--format", "jpeg", "--quality", "20").ExitCode);
        Assert.Equal(0, Inpaint("in", "in", "high", "--format", "jpeg", "--quality", "100").ExitCode);
        Assert.Equal(["a.jpg"], Files("low"));
        Assert.True(new FileInfo(_folder.File("high", "a.jpg")).Length > 1.5 * new FileInfo(_folder.File("low", "a.jpg")).Length);
    }

    [Theory]
    [InlineData("in/a.png", "in/a.jpg", "masks/a.png", "expected one image of each name")]
    [InlineData("in/a.png", "masks/a_mask.png", "masks/a.png", "expected one mask for")]
    [InlineData("in/a.png", "in/a_mask.png", "masks/a_mask.png", "both fit")]
    public void What_is_ambiguous_is_refused(string first, string second, string third, string message)
    {
        foreach (var name in new[] { first, second, third })
            Image(name);
        var run = ProgramRun.WithoutTorch(trained.Runs, Arguments("in", "masks", "out", "--keep-going"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public void Nothing_that_is_read_is_ever_replaced_whatever_link_leads_to_it()
    {
        Image("in/a.png");
        Mask("masks/a.png");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), Path.Combine(_folder.Path, "in"));
        foreach (var (image, mask, output) in new[]
        {
            ("in", "masks", "in"), ("in", "masks", "masks"), ("in", "masks", "link"), ("link", "masks", "in"),
            ("in/a.png", "masks/a.png", "in/../in/a.png"), ("in/a.png", "masks/a.png", "masks/a.png"),
        })
        {
            var run = ProgramRun.WithoutTorch(trained.Runs, Arguments(image, mask, output));
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("expected a new file", run.Error);
        }
    }

    [Theory]
    [InlineData("--quality", "0", "--quality: expected 1 to 100, received 0")]
    [InlineData("--strategy", "tile", "Did you mean 'tiles'?")]
    [InlineData("--tile", "x", "'x'")]
    public void Wrong_values_of_options_are_answered_with_the_valid_ones(string option, string value, string message)
    {
        var run = ProgramRun.WithoutTorch(trained.Runs, Arguments("a.png", "b.png", "c.png", option, value));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void Every_strategy_fills_a_large_image_and_lengths_are_those_asked_for()
    {
        var image = Images.Noise(150, 90, 3, 16);
        _folder.Write("a.png", image);
        var mask = new byte[150 * 90];
        mask.AsSpan(40 * 150, 3 * 150).Fill(1);
        _folder.Write("m.png", MaskFile.ToImage(mask, new ImageSize(150, 90)));
        foreach (var (strategy, pieces) in new[] { ("whole", 1), ("tiles", 6), ("crops", 1), ("auto", 1) })
        {
            var run = Inpaint("a.png", "m.png", $"{strategy}.png", "--strategy", strategy, "--tile", "64", "--overlap", "16", "--margin", "8", "--json");
            Assert.Equal(0, run.ExitCode);
            var result = run.Json.GetProperty("results")[0];
            Assert.Equal((strategy == "auto" ? "whole" : strategy, pieces), (result.GetProperty("strategy").GetString(), result.GetProperty("pieces").GetInt32()));
            var filled = ImageFile.Read(_folder.File($"{strategy}.png"));
            for (var i = 0; i < mask.Length; i++)
                Assert.True(mask[i] == 1 || Enumerable.Range(0, 3).All(c => filled[i % 150, i / 150, c] == image[i % 150, i / 150, c]), $"{strategy}: {i}");
        }

        Assert.Contains("tile: expected a multiple of 16 px", Inpaint("a.png", "m.png", "x.png", "--tile", "60").Error);
    }

    [Fact]
    public void An_image_and_its_mask_both_stand_upright_and_keep_the_colour_profile()
    {
        var (image, mask) = (Images.Gradient(24, 20, 3), new byte[24 * 20]);
        mask.AsSpan(24, 60).Fill(1);
        var profile = new byte[70_000];
        new Random(1).NextBytes(profile);
        image.Profile = new ColourProfile { Icc = profile };
        var (stored, storedMask) = (_folder.Write("a.jpg", image), _folder.Write("m.jpg", MaskFile.ToImage(mask, new ImageSize(24, 20))));
        foreach (var path in new[] { stored, storedMask })
            File.WriteAllBytes(path, ExifOrientationTests.Inject(File.ReadAllBytes(path), ExifOrientationTests.Exif(6, littleEndian: true)));
        Assert.Equal(new ImageSize(20, 24), ImageFile.ReadSize(stored));

        Assert.Equal(0, Inpaint("a.jpg", "m.jpg", "out.png").ExitCode);
        var result = ImageFile.Read(_folder.File("out.png"));
        var upright = ImageFile.Read(stored);
        var holes = MaskFile.Read(storedMask, out _);
        Assert.Equal(profile, result.Profile!.Icc!.Value.ToArray());
        for (var i = 0; i < holes.Length; i++)
            Assert.True(holes[i] == 1 || Enumerable.Range(0, 3).All(c => result[i % 20, i / 20, c] == upright[i % 20, i / 20, c]));

        _folder.Write("flat.png", MaskFile.ToImage(mask, new ImageSize(24, 20)));
        Assert.Contains("EXIF", Inpaint("a.jpg", "flat.png", "x.png").Error);
        File.Copy(Images.SamplePath("cmyk.jpg"), _folder.File("cmyk.jpg"));
        Assert.Contains("cmyk.jpg: expected grey or RGB, found CMYK", Inpaint("cmyk.jpg", "flat.png", "x.png").Error);
    }

    private void Image(string name) => _folder.Write(name, name.EndsWith(".jpg", StringComparison.Ordinal) ? Images.Gradient(24, 20, 3) : Images.Noise(24, 20, 3, 8));

    private void Mask(string name, int width = 24) => _folder.Write(name, MaskFile.ToImage([1, 1, .. new byte[(width * 20) - 2]], new ImageSize(width, 20)));

    private string[] Files(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(_folder.Path, folder), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Path.Combine(_folder.Path, folder), f)).Order(StringComparer.Ordinal),
    ];

    private string[] Arguments(string image, string mask, string output, params string[] options) =>
        ["inpaint", "tiny", Path.Combine(_folder.Path, image), Path.Combine(_folder.Path, mask), "-o", Path.Combine(_folder.Path, output), .. options];

    private ProgramRun Inpaint(string image, string mask, string output, params string[] options) =>
        ProgramRun.Of(trained.Runs, Arguments(image, mask, output, options));
}
