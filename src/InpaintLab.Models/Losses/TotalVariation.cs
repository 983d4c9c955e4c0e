using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>Options of <see cref="TotalVariation"/>: none.</summary>
public sealed record TotalVariationOptions;

/// <summary>
/// The total variation of the composite where it is or touches the hole, a penalty on noise and seams (arXiv:1804.07723, equation 4): the
/// absolute differences of vertical and horizontal neighbours of which at least one lies in the hole, in units of [-1,1] images, summed and
/// divided by the number of the composite's values.
/// </summary>
[Loss("total-variation", Source = "arXiv:1804.07723")]
public sealed class TotalVariation : ILossTerm
{
    /// <summary>Without any option to set.</summary>
    public TotalVariation(TotalVariationOptions options) => ArgumentNullException.ThrowIfNull(options);

    /// <inheritdoc/>
    public Tensor Compute(Prediction prediction, Tensor image, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var composite = Composite.Of(prediction.Refined, image, mask);
        return scope.MoveToOuter((Along(composite, mask, 2) + Along(composite, mask, 3)) / composite.numel());
    }

    private static Tensor Along(Tensor composite, Tensor mask, int dimension)
    {
        var last = composite.shape[dimension] - 1;
        var touches = mask.narrow(dimension, 0, last).maximum(mask.narrow(dimension, 1, last));
        return ((composite.narrow(dimension, 1, last) - composite.narrow(dimension, 0, last)).abs() * touches).sum();
    }
}
