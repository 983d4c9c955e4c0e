using InpaintLab.Classical;
using InpaintLab.Classical.Patches;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Tests.Imaging;

namespace InpaintLab.Tests.Classical.Patches;

/// <summary>What all methods that copy patches have in common.</summary>
public class PatchMethodTests
{
    public static TheoryData<string> Methods => ["efros-leung", "criminisi", "patchmatch"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_periodic_texture_is_continued_exactly(string method)
    {
        var grey = Textures.Checkerboard(64, 48, channels: 1, bitDepth: 16);
        foreach (var truth in new[] { Textures.Stripes(64, 48), Textures.Checkerboard(64, 48), grey })
            Images.AssertSame(truth, Create(method).Inpaint(truth, Textures.Box(truth, 22, 15, 13, 11)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_hole_at_a_border_or_in_a_corner_is_filled_as_well(string method)
    {
        var truth = Textures.Stripes(60, 44);
        foreach (var (x, y) in new[] { (-3, 16), (52, -4), (20, 37), (54, 38) })
            Images.AssertSame(truth, Create(method).Inpaint(truth, Textures.Box(truth, x, y, 10, 9)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_number_of_threads_changes_nothing(string method)
    {
        var truth = Textures.Confetti(40, 36, seed: 5);
        var mask = Textures.Box(truth, 12, 10, 12, 14);
        Images.AssertSame(Create(method).Inpaint(truth, mask, threads: 1), Create(method).Inpaint(truth, mask, threads: 4));
    }

    [Theory]
    [InlineData("efros-leung")]
    [InlineData("patchmatch")]
    public void The_seed_decides(string method)
    {
        var truth = Textures.Confetti(40, 36, seed: 5);
        var mask = Textures.Box(truth, 12, 10, 12, 14);
        var first = Create(method, seed: 1).Inpaint(truth, mask);
        Images.AssertSame(first, Create(method, seed: 1).Inpaint(truth, mask));
        Assert.NotEqual(0, Images.LargestDifference(first, Create(method, seed: 2).Inpaint(truth, mask)));
    }

    [Theory]
    [InlineData("efros-leung")]
    [InlineData("criminisi")]
    public void Every_filled_pixel_is_a_known_one(string method)
    {
        var truth = Textures.Confetti(40, 36, seed: 7);
        // Colours that only the hole has must not come back, and black, which stands in it, neither.
        var mask = Textures.Box(truth, 11, 9, 14, 12);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                truth.SetColour(i % 40, i / 40, 1, 0, i % 7 / 7f);
        }

        var result = Create(method).Inpaint(truth, mask);
        var known = Enumerable.Range(0, mask.Length).Where(i => mask[i] == 0).Select(i => Colour(truth, i)).ToHashSet();
        Assert.All(Enumerable.Range(0, mask.Length), i => Assert.Contains(Colour(result, i), known));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Known_pixels_and_alpha_stay_bit_exact(string method)
    {
        var image = Images.Noise(24, 20, 4, 16);
        var mask = Textures.Box(image, 8, 6, 7, 8);
        var result = Create(method).Inpaint(image, mask, ClassicalWork.Default);
        var changed = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            Assert.Equal(image[i % 24, i / 24, 3], result[i % 24, i / 24, 3]);
            for (var c = 0; c < 3; c++)
            {
                if (mask[i] == 0)
                    Assert.Equal(image[i % 24, i / 24, c], result[i % 24, i / 24, c]);
                else if (image[i % 24, i / 24, c] != result[i % 24, i / 24, c])
                    changed++;
            }
        }

        Assert.True(changed > 7 * 8, $"{changed} samples of the hole changed");
    }

    /// <summary>The patch shrinks until one is known, in the end to a single pixel.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void An_image_smaller_than_a_patch_is_filled_from_what_is_known(string method)
    {
        var pair = new ImageBuffer(2, 1, 3);
        pair.SetColour(0, 0, 0.2f, 0.4f, 0.6f);
        var filled = Create(method).Inpaint(pair, [0, 1]);
        Assert.Equal(Colour(pair, 0), Colour(filled, 1));

        var small = Textures.Stripes(7, 5);
        var mask = Textures.Box(small, 3, 2, 1, 2);
        Assert.All(Enumerable.Range(0, 35).Where(i => mask[i] != 0), i =>
            Assert.NotEqual((0, 0, 0), Colour(Create(method).Inpaint(small, mask), i)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Without_a_hole_the_image_is_returned_and_without_known_pixels_refused(string method)
    {
        var image = Images.Noise(9, 8, 3, 8);
        Images.AssertSame(image, Create(method).Inpaint(image, new byte[72], ClassicalWork.Default));
        var all = Enumerable.Repeat((byte)1, 72).ToArray();
        Assert.Throws<UserErrorException>(() => Create(method).Inpaint(image, all, ClassicalWork.Default));
        Assert.Throws<ArgumentException>(() => Create(method).Inpaint(image, new byte[71], ClassicalWork.Default));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Progress_rises_to_1_and_a_stop_is_heeded(string method)
    {
        var image = Textures.Confetti(30, 30, seed: 1);
        var mask = Textures.Box(image, 10, 10, 9, 9);
        var told = new Told();
        Create(method).Inpaint(image, mask, new ClassicalWork(2, told, CancellationToken.None));
        Assert.Equal(told.Shares.Order(), told.Shares);
        Assert.Equal(1, told.Shares[^1], 1e-9);
        using var stop = new CancellationTokenSource();
        var stopping = new Told(stop.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => Create(method).Inpaint(image, mask, new ClassicalWork(2, stopping, stop.Token)));
        Assert.Single(stopping.Shares);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_even_patch_is_refused(string method)
    {
        var error = Assert.Throws<UserErrorException>(() => Create(method, patch: 6));
        Assert.Equal($"{method}: patch: expected an odd number, received 6", error.Message);
    }

    private static IClassicalMethod Create(string method, long seed = 0, int? patch = null) => method switch
    {
        "efros-leung" => new EfrosLeung(new EfrosLeungOptions { Seed = seed, Patch = patch ?? 11 }),
        "criminisi" => new Criminisi(new CriminisiOptions { Patch = patch ?? 9 }),
        _ => new PatchMatch(new PatchMatchOptions { Seed = seed, Patch = patch ?? 7 }),
    };

    private static (int R, int G, int B) Colour(ImageBuffer image, int pixel)
    {
        var (x, y) = (pixel % image.Width, pixel / image.Width);
        return (image[x, y, 0], image[x, y, 1], image[x, y, 2]);
    }

    private sealed class Told(Action? then = null) : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value)
        {
            Shares.Add(value);
            then?.Invoke();
        }
    }
}
