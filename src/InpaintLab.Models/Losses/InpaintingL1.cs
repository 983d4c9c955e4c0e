using InpaintLab.Core.Specs;
using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>The reconstruction loss and its unweighted terms: scalars of the caller's dispose scope.</summary>
/// <param name="Total">The weighted sum, to be minimised.</param>
/// <param name="RefinedHole">Mean absolute error of the refined prediction in the hole, in units of [-1,1] images.</param>
/// <param name="RefinedKnown">The same outside the hole.</param>
/// <param name="CoarseHole">Of the coarse prediction in the hole; null without one.</param>
/// <param name="CoarseKnown">The same outside the hole.</param>
public sealed record L1Terms(Tensor Total, Tensor RefinedHole, Tensor RefinedKnown, Tensor? CoarseHole, Tensor? CoarseKnown);

/// <summary>
/// Mean absolute error of the raw predictions (not composites), in the hole and outside, coarse and refined: the source report's four
/// terms. With <see cref="L1Area.Image"/> and all weights 1 it is DeepFill v2's loss (arXiv:1806.03589, section 3.5).
/// </summary>
public sealed class InpaintingL1(L1Spec options)
{
    /// <summary>The loss of one batch.</summary>
    /// <param name="prediction">In [-1,1].</param>
    /// <param name="image">The truth, N x 3 x H x W in [-1,1].</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    public L1Terms Compute(Prediction prediction, Tensor image, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var hole = Weights(mask, image.shape[1]);
        var known = Weights(1 - mask, image.shape[1]);

        var (total, refinedHole, refinedKnown) = Stage(prediction.Refined, options.Refined);
        Tensor? coarseHole = null, coarseKnown = null;
        if (prediction.Coarse is not null)
        {
            (var coarse, coarseHole, coarseKnown) = Stage(prediction.Coarse, options.Coarse);
            total += coarse;
            scope.MoveToOuter(coarseHole, coarseKnown);
        }

        scope.MoveToOuter(total, refinedHole, refinedKnown);
        return new L1Terms(total, refinedHole, refinedKnown, coarseHole, coarseKnown);

        (Tensor Total, Tensor Hole, Tensor Known) Stage(Tensor predicted, double weight)
        {
            var error = (predicted - image).abs();
            var (inHole, outside) = ((error * hole).sum(), (error * known).sum());
            return ((inHole * (weight * options.Hole)) + (outside * (weight * options.Known)), inHole.detach(), outside.detach());
        }
    }

    /// <summary>What each pixel's error counts, so that the weighted sum over the batch is the term. N x 1 x H x W.</summary>
    private Tensor Weights(Tensor region, long channels)
    {
        var (samples, pixels) = (region.shape[0], region.shape[2] * region.shape[3]);
        if (options.Area == L1Area.Image)
            return region / (double)(samples * channels * pixels);
        var least = Math.Max(1, options.MinArea * pixels);
        return region / (region.sum([1, 2, 3], keepdim: true).clamp(min: least) * (samples * channels));
    }
}
