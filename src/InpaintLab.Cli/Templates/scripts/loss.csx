// __name__: the smooth L1 of Charbonnier in the hole. In a spec beside this file:
//
//   components: [__name__.csx]
//   objective:
//     terms: [{kind: __name__, weight: 0.5, epsilon: 0.001}]
//
// It is added to the generator's loss with its weight, and logged as loss/terms/__name__.
// See src/docs/hooks.md for what is open without a `using`.

/// <summary>Options of the loss.</summary>
public sealed record __Class__Options
{
    /// <summary>Below this error the loss is quadratic.</summary>
    [Range(1e-6, 1.0)]
    public double Epsilon { get; init; } = 1e-3;
}

[Loss("__name__")]
public sealed class __Class__(__Class__Options options) : ILossTerm
{
    // Images are N x 3 x H x W in [-1,1], the mask N x 1 x H x W with 1 = hole. The result is a scalar, a mean over the batch; the scope
    // frees what is computed on the way.
    public Tensor Compute(Prediction prediction, Tensor image, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var error = prediction.Refined - image;
        var smooth = (error.square() + (options.Epsilon * options.Epsilon)).sqrt() - options.Epsilon;
        return scope.MoveToOuter((smooth * mask).sum() / (mask.sum() * image.shape[1]).clamp(min: 1));
    }
}
