using System.Text.Json;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Masks;

namespace InpaintLab.Tests.Data;

/// <summary>Published laws under their own names.</summary>
public sealed class MaskPresetTests
{
    [Fact]
    public void The_centre_box_is_the_middle_quarter()
    {
        var mask = new BoxCentre(new MaskPresetOptions()).Draw(Stream(0), 64, 64);
        Assert.Equal(0.25, mask.HoleRatio);
        Assert.Equal(16 * 65, Array.IndexOf(mask.Pixels, (byte)1));
    }

    [Fact]
    public void The_random_rectangle_has_sides_of_a_quarter_to_five_eighths()
    {
        var preset = new RandomRectangle(new MaskPresetOptions());
        var ratios = Enumerable.Range(0, 300).Select(i => preset.Draw(Stream(i), 64, 64).HoleRatio).ToArray();
        Assert.InRange(ratios.Min(), 16 * 16 / 4096.0, 20 * 20 / 4096.0);
        Assert.InRange(ratios.Max(), 34 * 36 / 4096.0, 40 * 40 / 4096.0);
    }

    [Fact]
    public void Deepfill_is_its_strokes_and_its_box() =>
        Assert.Equal(
            new FreeFormAndBox(new FreeFormAndBoxOptions()).Draw(Stream(3), 96, 96).Pixels,
            new DeepFill(new MaskPresetOptions()).Draw(Stream(3), 96, 96).Pixels);

    [Fact]
    public void Lama_masks_keep_below_half_and_thicken_by_name()
    {
        IMaskGenerator[] presets = [new LamaThin(new MaskPresetOptions()), new LamaMedium(new MaskPresetOptions()), new LamaThick(new MaskPresetOptions())];
        var masks = presets.Select(p => Enumerable.Range(0, 100).Select(i => p.Draw(Stream(i), 128, 128)).ToArray()).ToArray();
        Assert.All(masks.SelectMany(m => m), mask => Assert.True(mask.HoleRatio <= 0.5));

        // The widest square of hole: what no thin stroke contains.
        double Thickness(Mask[] drawn) => drawn.Average(LargestSquare);
        Assert.True(Thickness(masks[0]) < Thickness(masks[1]) && Thickness(masks[1]) < Thickness(masks[2]));
        Assert.InRange(masks[0].Max(m => m.HoleRatio), 0.2, 0.5);
    }

    [Theory]
    [InlineData("lama-thin")]
    [InlineData("lama-medium")]
    [InlineData("lama-thick")]
    public void Lama_masks_are_as_large_as_those_drawn_by_an_independent_program(string name)
    {
        IMaskGenerator preset = name switch
        {
            "lama-thin" => new LamaThin(new MaskPresetOptions()),
            "lama-medium" => new LamaMedium(new MaskPresetOptions()),
            _ => new LamaThick(new MaskPresetOptions()),
        };
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Parity", "lama_masks.json")));
        var expected = golden.RootElement.GetProperty("presets").GetProperty(name);
        var ratios = Enumerable.Range(0, 800).Select(i => preset.Draw(Stream(i), 256, 256).HoleRatio).Order().ToArray();

        // Four standard errors of 800 draws, and a little more for quantiles.
        Assert.Equal(expected.GetProperty("mean").GetDouble(), ratios.Average(), 0.02);
        foreach (var (q, at) in golden.RootElement.GetProperty("quantiles").EnumerateArray().Zip(expected.GetProperty("at").EnumerateArray()))
            Assert.Equal(at.GetDouble(), ratios[(int)(q.GetDouble() * ratios.Length)], 0.035);
    }

    private static int LargestSquare(Mask mask)
    {
        var sides = new int[mask.Height + 1, mask.Width + 1];
        var largest = 0;
        for (var y = 1; y <= mask.Height; y++)
        {
            for (var x = 1; x <= mask.Width; x++)
            {
                if (mask.Pixels[((y - 1) * mask.Width) + x - 1] == 1)
                    sides[y, x] = 1 + Math.Min(sides[y - 1, x - 1], Math.Min(sides[y - 1, x], sides[y, x - 1]));
                largest = Math.Max(largest, sides[y, x]);
            }
        }

        return largest;
    }

    private static RandomStream Stream(long index) => RandomStream.Create(5, "preset", 0, index);
}
