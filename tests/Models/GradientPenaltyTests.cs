using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

public sealed class GradientPenaltyTests
{
    [Fact]
    public void Penalties_by_hand()
    {
        // D(x) = the mean of x * slope and 3 x * slope, so its gradient is 2 * slope / 12 at every pixel.
        using var scope = NewDisposeScope();
        var slope = tensor(6f).requires_grad_();
        Tensor Judge(Tensor image, Tensor mask)
        {
            var value = image.mean([1, 2, 3]) * slope;
            return stack([value, value * 3], dim: 1);
        }

        var (real, fake, mask) = (ones([2, 3, 2, 2]), zeros([2, 3, 2, 2]), zeros([2, 1, 2, 2]));
        mask.narrow(0, 0, 1).narrow(2, 0, 1).fill_(1);
        var alpha = full([2, 1, 1, 1], 0.5);
        var norm = 2 * 6 / 12.0;
        Assert.Equal(Square(Math.Sqrt(12 * norm * norm) - 1), Penalty(masked: false).ToDouble(), 1e-5);
        Assert.Equal(12 * norm * norm, GradientPenalty.Real(Judge, real, mask).ToDouble(), 1e-5);

        // Six hole pixels in the first sample; none in the second, whose gradient is 0: its penalty is 1, and passes nothing back.
        var penalty = Penalty(masked: true);
        Assert.Equal((Square(Math.Sqrt(6 * norm * norm) - 1) + 1) / 2, penalty.ToDouble(), 1e-5);
        penalty.backward();
        var root = Math.Sqrt(6) * 2 / 12;
        Assert.Equal(((root * 6) - 1) * root, slope.grad!.ToDouble(), 1e-5);

        Tensor Penalty(bool masked) => GradientPenalty.Interpolated(Judge, real, fake, mask, alpha, masked);
        static double Square(double x) => x * x;
    }

    [Fact]
    public void A_hole_smaller_than_the_least_area_weighs_as_one_of_that_area()
    {
        using var scope = NewDisposeScope();
        var (image, mask) = (zeros([1, 3, 10, 10]), zeros([1, 1, 10, 10]));
        mask.narrow(2, 0, 1).narrow(3, 0, 1).fill_(1);
        double Hole(double least) => new InpaintingL1(new L1Spec { MinArea = least })
            .Compute(new Prediction(null, full([1, 3, 10, 10], 0.8f)), image, mask).RefinedHole.ToDouble();
        Assert.Equal(0.8, Hole(0), 1e-6);
        Assert.Equal(0.8, Hole(0.01), 1e-6);
        Assert.Equal(0.4, Hole(0.02), 1e-6);
    }
}
