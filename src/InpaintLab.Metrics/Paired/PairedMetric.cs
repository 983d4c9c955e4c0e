using static TorchSharp.torch;

namespace InpaintLab.Metrics.Paired;

/// <summary>The base of the paired metrics: checks shapes and computes in float64, so that means over many images stay exact.</summary>
public abstract class PairedMetric : IPairedMetric
{
    /// <summary>Without any option to set.</summary>
    protected PairedMetric(PairedMetricOptions options) => ArgumentNullException.ThrowIfNull(options);

    /// <inheritdoc/>
    public Tensor Compute(Tensor truth, Tensor result, Tensor mask)
    {
        Check(truth.shape, result.shape, mask.shape);
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        return scope.MoveToOuter(Values(truth, result, mask));
    }

    /// <summary>The metric of float64 images whose shapes fit; the mask is as it came.</summary>
    /// <returns>N values.</returns>
    protected abstract Tensor PerImage(Tensor truth, Tensor result, Tensor mask);

    /// <summary>The metric of images of any type whose shapes fit.</summary>
    private protected virtual Tensor Values(Tensor truth, Tensor result, Tensor mask) =>
        PerImage(truth.to(ScalarType.Float64), result.to(ScalarType.Float64), mask);

    /// <summary>The mean of an error map N x C x H x W over each image.</summary>
    protected static Tensor MeanOverImage(Tensor error) => error.mean([1, 2, 3]);

    /// <summary>The mean of an error map N x C x H x W over each image's hole; 0/0 = NaN without a hole.</summary>
    protected static Tensor MeanOverHole(Tensor error, Tensor mask)
    {
        var hole = mask.to(error.dtype);
        return (error * hole).sum([1, 2, 3]) / (hole.sum([1, 2, 3]) * error.shape[1]);
    }

    private static void Check(long[] truth, long[] result, long[] mask)
    {
        if (truth.Length != 4 || !truth.SequenceEqual(result))
        {
            throw new ArgumentException(
                $"expected truth and result of one shape N x C x H x W, received {Describe(truth)} and {Describe(result)}");
        }

        long[] expected = [truth[0], 1, truth[2], truth[3]];
        if (!mask.SequenceEqual(expected))
            throw new ArgumentException($"expected a mask {Describe(expected)}, received {Describe(mask)}");
    }

    private static string Describe(long[] shape) => $"[{string.Join(", ", shape)}]";
}
