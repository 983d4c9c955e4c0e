using InpaintLab.Classical.Patches.Melding;
using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Patches.Melding;

/// <summary>
/// Pictures whose right continuation needs one of the method's terms: without it the fill is clearly worse. The gain is held by
/// <see cref="MeldingPartTests"/>.
/// </summary>
public class ImageMeldingTests
{
    private const int Width = 72;
    private const int Height = 64;

    // As near to PatchMatch as the method comes: patches as they are, compared and joined by colours.
    private static readonly ImageMeldingOptions _plain = new()
    {
        MaxRotation = 0,
        MaxScale = 1,
        Reflect = false,
        MaxGain = 1,
        MaxBias = 0,
        GradientWeight = 0,
        ColourWeight = 100,
    };

    /// <summary>Rings of random colours around a point outside the picture: each place has its own direction.</summary>
    [Fact]
    public void Turned_patches_continue_rings()
    {
        var colours = RandomStream.Create(3, "rings");
        var ring = Enumerable.Range(0, 200).Select(_ => (float)colours.Uniform(0.1, 0.9)).ToArray();
        var truth = Draw((x, y) =>
        {
            var radius = Math.Sqrt(Math.Pow(x - 36, 2) + Math.Pow(y - 32, 2)) / 3;
            var (inner, share) = ((int)radius, (float)(radius % 1));
            return (ring[inner] * (1 - share)) + (ring[inner + 1] * share);
        });
        AssertBetter(truth, Textures.Box(truth, 48, 24, 17, 16), _plain with { MaxRotation = 180 }, _plain, 0.7);
    }

    /// <summary>Random blobs, and the same in a mirror: what the hole held stands on the other side only.</summary>
    [Fact]
    public void Mirrored_patches_continue_what_is_symmetric()
    {
        var blobs = Blobs(5);
        var truth = Draw((x, y) => blobs[Math.Min(x, Width - 1 - x), y]);
        AssertBetter(truth, Textures.Box(truth, 46, 24, 14, 14), _plain with { Reflect = true }, _plain, 0.5);
    }

    /// <summary>A texture and the same in another size.</summary>
    [Fact]
    public void Scaled_patches_continue_what_stands_there_in_another_size()
    {
        var blobs = Blobs(6);
        var truth = Draw((x, y) => x < 36 ? Mix(blobs, x, y) : Mix(blobs, (x - 36) * 0.7f, y * 0.7f));
        AssertBetter(truth, Textures.Box(truth, 46, 24, 13, 13), _plain with { MaxScale = 1.6 }, _plain, 0.8);
    }

    /// <summary>Dots under a light that changes from left to right: no known patch is as bright as those in the middle.</summary>
    [Fact]
    public void Bias_carries_a_change_of_light_on()
    {
        var truth = Draw((x, y) => (Dots(x, y) * 0.2f) + (x < 24 ? 0.1f : x < 48 ? 0.1f + ((x - 24) / 40f) : 0.7f));
        AssertBetter(truth, Textures.Box(truth, 27, 0, 18, Height), _plain with { MaxBias = 0.3 }, _plain, 0.5);
    }

    /// <summary>Dots under an even slope of light: gradients lead from the light of one side to that of the other where colours would leave steps.</summary>
    [Fact]
    public void Gradients_that_are_voted_for_blend_a_change_of_light()
    {
        var truth = Draw((x, y) => (Dots(x, y) * 0.2f) + 0.1f + (x / 120f));
        AssertBetter(truth, Textures.Box(truth, 28, 0, 16, Height), _plain with { ColourWeight = 0.02 }, _plain, 0.8);
    }

    private static void AssertBetter(ImageBuffer truth, byte[] mask, ImageMeldingOptions with, ImageMeldingOptions without, double ratio)
    {
        // Some seeds are lucky; the sum over a few is not.
        double better = 0, worse = 0;
        for (var seed = 0; seed < 3; seed++)
        {
            better += Textures.Error(truth, new ImageMelding(with with { Seed = seed }).Inpaint(truth, mask));
            worse += Textures.Error(truth, new ImageMelding(without with { Seed = seed }).Inpaint(truth, mask));
        }

        Assert.True(better < ratio * worse, $"{better} with it, {worse} without");
    }

    private static float Dots(int x, int y) => x % 6 < 3 && y % 5 < 2 ? 1 : 0;

    // Smooth noise with details of about four pixels.
    private static float[,] Blobs(long seed)
    {
        var stream = RandomStream.Create(seed, "blobs");
        var coarse = new float[(Width / 3) + 3, (Height / 3) + 3];
        for (var x = 0; x < coarse.GetLength(0); x++)
        {
            for (var y = 0; y < coarse.GetLength(1); y++)
                coarse[x, y] = (float)stream.Uniform();
        }

        var fine = new float[Width, Height];
        for (var x = 0; x < Width; x++)
        {
            for (var y = 0; y < Height; y++)
                fine[x, y] = Mix(coarse, x / 3f, y / 3f);
        }

        return fine;
    }

    private static float Mix(float[,] values, float x, float y)
    {
        var (left, top) = ((int)x, (int)y);
        var (fx, fy) = (x - left, y - top);
        var (right, below) = (Math.Min(left + 1, values.GetLength(0) - 1), Math.Min(top + 1, values.GetLength(1) - 1));
        var upper = (values[left, top] * (1 - fx)) + (values[right, top] * fx);
        return (upper * (1 - fy)) + (((values[left, below] * (1 - fx)) + (values[right, below] * fx)) * fy);
    }

    private static ImageBuffer Draw(Func<int, int, float> grey)
    {
        var image = new ImageBuffer(Width, Height, 1);
        for (var i = 0; i < Width * Height; i++)
            image.Samples8[i] = (byte)(Math.Clamp(grey(i % Width, i / Width), 0, 1) * 255);
        return image;
    }
}
