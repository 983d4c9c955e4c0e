using InpaintLab.Classical.Diffusion;

namespace InpaintLab.Tests.Classical.Diffusion;

public sealed class PoissonBlendTests
{
    private const int Size = 36;
    private static readonly byte[] _mask = Pictures.Box(Size, Size, 6, 9, 25, Size);

    [Fact]
    public void A_constant_offset_of_a_prediction_vanishes_whatever_the_picture()
    {
        var random = new Random(7);
        var noise = Enumerable.Range(0, Size * Size).Select(_ => 0.2 + (0.4 * random.NextDouble())).ToArray();
        var truth = Pictures.Draw(Size, Size, (x, y) => noise[(int)((y * Size) + x)]);
        var prediction = Pictures.Draw(Size, Size, (x, y) => noise[(int)((y * Size) + x)] + 0.25);
        var blended = PoissonBlend.Apply(Pictures.Hide(truth, _mask), prediction, _mask, extent: FillExtent.Image);
        Assert.InRange(Pictures.Difference(truth, blended), 0, 2.0 / 65535);
    }

    [Fact]
    public void A_constant_offset_of_a_composite_vanishes_where_gradients_go_on()
    {
        var truth = Pictures.Draw(Size, Size, (x, y) => (20 + (0.3 * x) + (0.5 * y)) / 80);
        var offset = Pictures.Draw(Size, Size, (x, y) => ((20 + (0.3 * x) + (0.5 * y)) / 80) + 0.2);
        var composite = truth.Copy();
        for (var i = 0; i < _mask.Length; i++)
        {
            for (var c = 0; _mask[i] == 1 && c < 3; c++)
                composite[i % Size, i / Size, c] = offset[i % Size, i / Size, c];
        }

        Assert.InRange(Pictures.Difference(truth, PoissonBlend.Apply(truth, composite, _mask)), 0, 3.0 / 65535);
    }

    [Fact]
    public void The_gradients_of_the_fill_stay()
    {
        var original = Pictures.Draw(Size, Size, (_, _) => 0.4);
        var fill = Pictures.Draw(Size, Size, (x, y) => 0.6 + (0.1 * Math.Sin(x) * Math.Sin(y)));
        var blended = PoissonBlend.Apply(original, fill, _mask);
        var contrast = fill[14, 20, 0] - fill[17, 20, 0];
        Assert.InRange(blended[14, 20, 0] - blended[17, 20, 0], contrast - 1500, contrast + 1500);
        Assert.InRange(blended[14, 20, 0] / 65535.0, 0.2, 0.5);
        Assert.Equal(original[3, 3, 0], blended[3, 3, 0]);
    }

    [Fact]
    public void Images_of_other_kinds_are_refused()
    {
        var image = Pictures.Draw(Size, Size, (_, _) => 0.4);
        var error = Assert.Throws<ArgumentException>(() => PoissonBlend.Apply(image, image.ToBitDepth(8), _mask));
        Assert.Contains("expected 36 x 36 pixels, 3 channels of 16 bits, got 36 x 36 pixels, 3 channels of 8 bits", error.Message, StringComparison.Ordinal);
    }
}
