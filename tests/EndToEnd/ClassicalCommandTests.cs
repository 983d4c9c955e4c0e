using InpaintLab.Classical;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>inpaint METHOD</c>: classical methods from the command line, where there is no libtorch.</summary>
public sealed class ClassicalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_image_is_filled_without_libtorch_and_options_reach_the_method()
    {
        var image = Image(40, 30);
        _folder.Write("a.png", image);
        _folder.Write("m.png", Mask(40, 30));
        Assert.Contains(", whole", Inpaint("telea", "a.png", "m.png", "out.png").Lines.Single());
        Assert.Contains(", whole", Inpaint("telea", "a.png", "m.png", "wide.png", "--method-option", "radius=9").Lines.Single());
        var (narrow, wide) = (ImageFile.Read(_folder.File("out.png")), ImageFile.Read(_folder.File("wide.png")));
        Assert.False(narrow.Bytes.SequenceEqual(wide.Bytes));
        Assert.False(narrow.Bytes.SequenceEqual(image.Bytes));
        for (var x = 0; x < 40; x++)
            Assert.Equal(image[x, 0, 1], narrow[x, 0, 1]);
    }

    /// <summary>The loader lists what it opens: the libraries of images, and nothing of libtorch, though it is there to be loaded.</summary>
    [Fact]
    public void A_method_loads_no_library_of_libtorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "glibc's LD_DEBUG is what lists loaded libraries");
        _folder.Write("a.png", Image(40, 30));
        _folder.Write("m.png", Mask(40, 30));
        var run = ProgramRun.With("LD_DEBUG", "files", _folder.Path, "inpaint", "telea", _folder.File("a.png"), _folder.File("m.png"), "-o", _folder.File("out.png"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("libspng", run.Error);
        Assert.DoesNotContain("torch", run.Error);
        Assert.DoesNotContain("libc10", run.Error);
    }

    [Fact]
    public void A_folder_is_filled_and_what_is_broken_is_passed_over()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            _folder.Write($"images/{name}.png", Image(30, 20 + name[0] % 7));
            _folder.Write($"masks/{name}.png", Mask(30, 20 + name[0] % 7));
        }

        _folder.Write("images/e.png", "no image");
        _folder.Write("masks/e.png", Mask(5, 5));
        _folder.Write("images/f.png", Image(5, 5));
        _folder.Write("masks/f.png", MaskFile.ToImage(Enumerable.Repeat((byte)1, 25).ToArray(), new ImageSize(5, 5)));
        var run = Inpaint("navier-stokes-fm", "images", "masks", "out", "--keep-going", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("navier-stokes-fm", run.Json.GetProperty("method").GetString());
        Assert.Equal(4, run.Json.GetProperty("done").GetInt32());
        Assert.Equal(
            ["done", "done", "done", "done", "unreadable_image", "all_hole"],
            run.Json.GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("status").GetString() is "failed" ? r.GetProperty("reason") : r.GetProperty("status")).GetString()));
        Assert.Equal(4, Directory.GetFiles(_folder.File("out", "x")[..^2]).Length);

        var again = Inpaint("navier-stokes-fm", "images", "masks", "out", "--keep-going", "--skip-existing", "--json");
        Assert.Equal((4, 2), (again.Json.GetProperty("skipped").GetInt32(), again.Json.GetProperty("failed").GetInt32()));
        Assert.Equal(1, Inpaint("telea", "images", "masks", "out2").ExitCode);
    }

    [Fact]
    public void A_fill_is_blended_with_what_is_around_and_known_pixels_stay()
    {
        // A texture that grows brighter: copied patches keep the brightness of where they come from.
        const int Width = 60, Height = 44;
        var (image, mask) = (new ImageBuffer(Width, Height, 3), new byte[Width * Height]);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var grey = 0.1f + (float)(0.06 * Math.Sin(x) * Math.Sin(0.8 * y)) + (x * x / 6000f) + (y * y / 8000f);
            image.SetColour(x, y, grey, grey, 0.5f);
            mask[i] = x is >= 22 and < 36 && y is >= 16 and < 28 ? (byte)1 : (byte)0;
        }

        _folder.Write("a.png", image);
        _folder.Write("m.png", MaskFile.ToImage(mask, new ImageSize(Width, Height)));
        Assert.Equal(0, Inpaint("criminisi", "a.png", "m.png", "raw.png").ExitCode);
        var run = Inpaint("criminisi", "a.png", "m.png", "blended.png", "--blend", "poisson", "--json");
        Assert.Equal("poisson", run.Json.GetProperty("blend").GetString());
        var (raw, blended) = (ImageFile.Read(_folder.File("raw.png")), ImageFile.Read(_folder.File("blended.png")));
        var (rawError, blendedError) = (0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            if (mask[i] == 0)
                Assert.Equal(image[x, y, 0], blended[x, y, 0]);
            rawError += Math.Abs(raw[x, y, 0] - image[x, y, 0]);
            blendedError += Math.Abs(blended[x, y, 0] - image[x, y, 0]);
        }

        Assert.True(blendedError < rawError, $"{blendedError} after {rawError}");
        Assert.Contains("--blend", Inpaint("telea", "a.png", "m.png", "x.png", "--blend", "poison").Error);
    }

    [Theory]
    [InlineData("Did you mean 'radius'?", "telea", "--method-option", "raduis=5")]
    [InlineData("--method-option radius=500: radius: expected", "telea", "--method-option", "radius=500")]
    [InlineData("expected key=value", "telea", "--method-option", "radius")]
    [InlineData("--tile: expected a run of a network, received the method 'telea'", "telea", "--tile", "64")]
    [InlineData("Or did you mean the method 'telea'?", "tela")]
    public void What_does_not_fit_is_refused(string message, string method, params string[] options)
    {
        var run = Inpaint(method, "a.png", "m.png", "out.png", options);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Methods_and_networks_stand_in_one_experiment_and_are_compared()
    {
        var spec = _folder.Write("mixed.yaml", TrainedRun.Spec
            .Replace("model: {family: gated-conv, variant: unet, width: 4, discriminator_width: 4}", "model: {family: telea}", StringComparison.Ordinal)
            .Replace("steps: 80", "steps: 1", StringComparison.Ordinal) + """

            matrix:
              model:
                telea: {model: {family: telea, radius: 4}}
                stokes: {model: {family: navier-stokes-fm}}
                net: {model: {family: gated-conv, variant: unet, width: 4, discriminator_width: 4}}
            """);
        Assert.Equal(0, ProgramRun.WithoutTorch(_folder.Path, "validate", spec).ExitCode);
        var sweep = Run("run", spec, "--json");
        Assert.Equal(0, sweep.ExitCode);
        Assert.All(sweep.Json.EnumerateArray(), cell => Assert.Equal("done", cell.GetProperty("state").GetString()));
        var plan = ProgramRun.WithoutTorch(_folder.Path, "plan", spec, "--json").Json.GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal([true, true, false], plan.Select(cell => cell.GetProperty("steps").ValueKind == System.Text.Json.JsonValueKind.Null));
        Assert.All(plan, cell => Assert.True(cell.GetProperty("metrics").GetProperty("psnr_hole").GetDouble() > 5));

        var runs = plan.Select(cell => cell.GetProperty("run").GetString()!).ToArray();
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*.safetensors", SearchOption.AllDirectories), f => f.Contains("telea", StringComparison.Ordinal));
        var comparison = ProgramRun.WithoutTorch(_folder.Path, ["runs", "compare", .. runs, "--json"]);
        Assert.Equal(0, comparison.ExitCode);
        Assert.Contains(comparison.Json.GetProperty("differences").EnumerateArray(), d => d.GetProperty("n").GetInt32() == 4);

        // The same numbers again; no row of an untrained network anywhere.
        var evaluated = Run("evaluate", runs[0], "--json");
        Assert.Equal(0, evaluated.ExitCode);
        Assert.Equal(
            plan[0].GetProperty("metrics").GetProperty("psnr_hole").GetDouble(),
            evaluated.Json.GetProperty("results")[0].GetProperty("network").GetProperty("psnr_hole").GetProperty("mean").GetDouble(),
            9);
        Assert.DoesNotContain("untrained", Run("runs", "show", runs[0]).Output);

        // Blended fills are other fills, of methods and networks alike, and stay out of logs.
        foreach (var run in new[] { runs[0], runs[2] })
        {
            var plain = Run("evaluate", run, "--json").Json.GetProperty("results")[0];
            var blended = Run("evaluate", run, "--blend", "poisson", "--json").Json.GetProperty("results")[0];
            Assert.NotEqual(Mean(plain, "network"), Mean(blended, "network"));
            Assert.Equal(Mean(plain, "known_mean"), Mean(blended, "known_mean"));
        }

        Assert.Contains("expected no --blend", Run("evaluate", runs[0], "--blend", "poisson", "--log").Error);
        Assert.Contains("has no checkpoints", Run("evaluate", runs[0], "--checkpoint", "best").Error);
        Assert.Contains("which has no weights", Run("weights", "export", runs[0], "-o", _folder.File("w.safetensors")).Error);

        // A run of a method fills as the method with its options does, and needs no libtorch either.
        _folder.Write("a.png", Image(40, 30));
        _folder.Write("m.png", Mask(40, 30));
        Assert.Equal(0, Inpaint(runs[0], "a.png", "m.png", "by-run.png").ExitCode);
        Assert.Equal(0, Inpaint("telea", "a.png", "m.png", "by-name.png", "--method-option", "radius=4").ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder.File("by-run.png")), File.ReadAllBytes(_folder.File("by-name.png")));
    }

    [Fact]
    public void A_run_of_a_method_prints_it_beside_the_known_mean_alone()
    {
        var spec = _folder.Write("telea.yaml", """
            name: telea
            resolution: 32
            device: cpu
            dataset: {kind: dead-leaves, train: 4, val: 4}
            mask: {kind: random-box}
            model: {family: telea}
            evaluation: {images: 3, grid: 2}
            """);
        var run = Run("run", spec);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.TrimStart(' ', '│', '|').StartsWith("telea", StringComparison.Ordinal));
        Assert.Contains("known mean", run.Output);
        Assert.DoesNotContain("trained", run.Output);
        var listed = Run("runs", "list", "--json").Json[0];
        Assert.Equal(("telea", "finished"), (listed.GetProperty("family").GetString(), listed.GetProperty("state").GetString()));
        Assert.Contains("there is nothing to resume", Run("run", "--resume", "latest").Error);
        Assert.Contains("which takes no steps", Run("run", spec, "--profile-steps").Error);
    }

    [Fact]
    public void Every_method_can_be_a_new_spec()
    {
        foreach (var method in ClassicalMethods.All)
        {
            var made = ProgramRun.WithoutTorch(_folder.Path, "new", "spec", method.Name, "--family", method.Name, "-o", _folder.File($"{method.Name}.yaml"));
            Assert.Equal("", made.Error);
            var text = File.ReadAllText(_folder.File($"{method.Name}.yaml"));
            Assert.Contains($"family: {method.Name}", text);
            Assert.DoesNotContain("training:", text);
        }
    }

    private static double Mean(System.Text.Json.JsonElement result, string of) =>
        result.GetProperty(of).GetProperty("psnr_hole").GetProperty("mean").GetDouble();

    private static ImageBuffer Image(int width, int height)
    {
        var image = new ImageBuffer(width, height, 3);
        new Random(width).NextBytes(image.Bytes);
        return image;
    }

    private static ImageBuffer Mask(int width, int height)
    {
        var mask = new ImageBuffer(width, height, 1);
        for (var x = width / 3; x < width / 2; x++)
            mask[x, height / 2, 0] = mask[x, (height / 2) + 1, 0] = 255;
        return mask;
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.Of(_folder.Path, arguments);

    private ProgramRun Inpaint(string method, string image, string mask, string output, params string[] options) => ProgramRun.WithoutTorch(
        _folder.Path, ["inpaint", method, _folder.File(image), _folder.File(mask), "-o", Path.Combine(_folder.Path, output), .. options]);
}
