using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

public class LossTests
{
    [Fact]
    public void Hinge_values_by_hand()
    {
        using var scope = NewDisposeScope();
        var (real, fake) = (tensor(new[] { 2f, 0.5f }), tensor(new[] { -2f, 1f }));
        Assert.Equal(0.5 * ((0 + 0.5) / 2) + 0.5 * ((0 + 2) / 2.0), HingeLoss.Discriminator(real, fake).ToDouble(), 1e-6);
        Assert.Equal(0.5, HingeLoss.Generator(fake).ToDouble(), 1e-6);
        Assert.Equal(1, HingeLoss.Discriminator(zeros(3), zeros(3)).ToDouble(), 1e-6);
    }

    [Fact]
    public void L1_terms_by_hand_each_over_its_own_area()
    {
        using var scope = NewDisposeScope();
        var (prediction, image, mask) = Example();
        var options = new L1Spec { Hole = 2, Known = 0.5, Coarse = 3, Refined = 1 };
        var terms = new InpaintingL1(options).Compute(prediction, image, mask);
        // Sample 0: one hole pixel of four with error 0.8, known error 0.4; sample 1: no hole, error 0.4 everywhere.
        Assert.Equal(0.8 / 2, terms.RefinedHole.ToDouble(), 1e-6);
        Assert.Equal((0.4 + 0.4) / 2, terms.RefinedKnown.ToDouble(), 1e-6);
        Assert.Equal(0.1 / 2, terms.CoarseHole!.ToDouble(), 1e-6);
        Assert.Equal(0.1, terms.CoarseKnown!.ToDouble(), 1e-6);
        Assert.Equal((3 * ((2 * 0.05) + (0.5 * 0.1))) + (2 * 0.4) + (0.5 * 0.4), terms.Total.ToDouble(), 1e-6);
    }

    [Fact]
    public void L1_terms_by_hand_over_the_image()
    {
        using var scope = NewDisposeScope();
        var (prediction, image, mask) = Example();
        var loss = new InpaintingL1(new L1Spec { Known = 1, Area = L1Area.Image });
        var terms = loss.Compute(prediction with { Coarse = null }, image, mask);
        Assert.Null(terms.CoarseHole);
        Assert.Equal(0.8 / 8, terms.RefinedHole.ToDouble(), 1e-6);
        Assert.Equal(((3 * 0.4) + (4 * 0.4)) / 8, terms.RefinedKnown.ToDouble(), 1e-6);
        Assert.Equal((prediction.Refined - image).abs().mean().ToDouble(), terms.Total.ToDouble(), 1e-6);
    }

    [Fact]
    public void Total_variation_by_hand_counts_differences_that_touch_the_hole()
    {
        using var scope = NewDisposeScope();
        // One channel of 2 x 3, the hole in the lower left corner; the prediction matters there alone.
        var image = tensor(new[] { 0.1f, 0.3f, 0.9f, 0.2f, 0.5f, 0.6f }, [1, 1, 2, 3]);
        var mask = tensor(new[] { 0f, 0f, 0f, 1f, 0f, 0f }, [1, 1, 2, 3]);
        var predicted = new Prediction(null, full_like(image, -0.4f));
        var value = new TotalVariation(new TotalVariationOptions()).Compute(predicted, image, mask);
        Assert.Equal((Math.Abs(0.1 + 0.4) + Math.Abs(0.5 + 0.4)) / 6, value.ToDouble(), 1e-6);
    }

    [Fact]
    public void A_composite_keeps_known_pixels_bit_by_bit()
    {
        using var scope = NewDisposeScope();
        var (image, prediction, mask) = (rand([1, 3, 8, 8]), rand([1, 3, 8, 8]).requires_grad_(), (rand([1, 1, 8, 8]).lt(0.5)).to(float32));
        var composite = Composite.Of(prediction, image, mask);
        Assertions.Same(image * (1 - mask), composite.detach() * (1 - mask), "known");
        Assertions.Same(prediction.detach() * mask, composite.detach() * mask, "hole");
        composite.sum().backward();
        Assertions.Same(mask.expand(1, 3, 8, 8), prediction.grad!, "gradient");
    }

    private static (Prediction Prediction, Tensor Image, Tensor Mask) Example()
    {
        var image = zeros([2, 3, 2, 2]);
        var mask = zeros([2, 1, 2, 2]);
        mask.narrow(0, 0, 1).narrow(2, 0, 1).narrow(3, 0, 1).fill_(1);
        return (new Prediction(full([2, 3, 2, 2], 0.1f), 0.4f + (0.4f * mask.expand(2, 3, 2, 2))), image, mask);
    }
}
