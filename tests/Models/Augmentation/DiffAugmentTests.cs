using InpaintLab.Core.Randomness;
using InpaintLab.Models.Augmentation;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models.Augmentation;

/// <summary>Augmentation against the independent version in Python (tests/Parity/diff_augment.py), and its draws.</summary>
public class DiffAugmentTests
{
    [Theory]
    [InlineData(DiffAugmentPolicy.Colour, "colour")]
    [InlineData(DiffAugmentPolicy.Translation, "translation")]
    [InlineData(DiffAugmentPolicy.Cutout, "cutout")]
    [InlineData(DiffAugmentPolicy.All, "all")]
    public void Each_transform_does_what_the_reference_does(DiffAugmentPolicy policy, string name)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("diff_augment");
        var image = golden.Input("image").requires_grad_();
        var (augmented, mask) = DiffAugment.Apply(image, golden.Input("mask"), Draw(golden), policy);
        golden.Check(name, augmented);
        golden.Check(policy == DiffAugmentPolicy.Colour ? "mask" : $"{name}_mask", mask);
        if (policy == DiffAugmentPolicy.All)
        {
            (augmented * golden.Input("output_grad")).sum().backward();
            golden.Check("input_grad.image", image.grad!);
        }
    }

    [Fact]
    public void No_transform_leaves_the_batch_as_it_is_and_the_input_alive()
    {
        using var scope = NewDisposeScope();
        var (image, mask) = (rand([1, 3, 8, 8]), zeros([1, 1, 8, 8]));
        var (same, sameMask) = DiffAugment.Apply(image, mask, Drawn(1, count: 1, 8, 8), DiffAugmentPolicy.None);
        Assertions.Same(image, same, "image");
        Assertions.Same(mask, sameMask, "mask");
    }

    [Fact]
    public void Equal_streams_give_equal_draws_within_the_paper_s_ranges()
    {
        var draw = Drawn(7, count: 200, 32, 64);
        var again = Drawn(7, count: 200, 32, 64);
        Assert.Equal(draw.Brightness, again.Brightness);
        Assert.Equal(draw.Centre, again.Centre);
        Assert.NotEqual(draw.Brightness, Drawn(8, count: 200, 32, 64).Brightness);
        Assert.All(draw.Brightness, b => Assert.InRange(b, -0.5, 0.5));
        Assert.All(draw.Saturation, s => Assert.InRange(s, 0, 2));
        Assert.All(draw.Contrast, c => Assert.InRange(c, 0.5, 1.5));
        Assert.Equal((-4, 4), (draw.Shift.Min(s => s.Y), draw.Shift.Max(s => s.Y)));
        Assert.Equal((-8, 8), (draw.Shift.Min(s => s.X), draw.Shift.Max(s => s.X)));
        Assert.Equal((0, 32), (draw.Centre.Min(c => c.Y), draw.Centre.Max(c => c.Y)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        var draw = Drawn(1, count: 2, 8, 8);
        Assert.Throws<ArgumentException>(() => DiffAugment.Apply(zeros([1, 3, 8, 8]), zeros([1, 1, 8, 8]), draw));
        Assert.Throws<ArgumentException>(() => DiffAugment.Apply(zeros([2, 3, 8, 8]), zeros([2, 1, 8, 4]), draw));
    }

    private static DiffAugmentDraw Drawn(long seed, int count, int height, int width) =>
        DiffAugmentDraw.From(RandomStream.Create(seed, "augment"), count, height, width);

    private static DiffAugmentDraw Draw(Golden golden)
    {
        return new DiffAugmentDraw(Numbers("brightness"), Numbers("saturation"), Numbers("contrast"), Pairs("shift"), Pairs("centre"));

        double[] Numbers(string key) => golden.Input(key).to(ScalarType.Float64).data<double>().ToArray();

        (int, int)[] Pairs(string key) => [.. Numbers(key).Chunk(2).Select(p => ((int)p[0], (int)p[1]))];
    }
}
