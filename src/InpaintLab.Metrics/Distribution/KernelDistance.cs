using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>A kernel distance with what it was estimated from.</summary>
/// <param name="Mean">The mean over subsets.</param>
/// <param name="StandardDeviation">Over subsets (n, as numpy's); null when the one subset is both whole sets.</param>
/// <param name="Subsets">How many subsets were drawn.</param>
/// <param name="SubsetSize">Images of each.</param>
public sealed record KernelEstimate(double Mean, double? StandardDeviation, int Subsets, int SubsetSize);

/// <summary>
/// The kernel inception distance (Bińkowski et al. 2018, arXiv:1801.01401): the unbiased squared maximum mean discrepancy with kernel
/// (x·y/D + 1)³, over subsets drawn without replacement.
/// </summary>
public static class KernelDistance
{
    private const long Seed = 0;

    /// <summary>The distance; may be negative, since it is unbiased.</summary>
    /// <param name="first">N x D.</param>
    /// <param name="second">M x D.</param>
    /// <param name="subsets">Subsets to draw; the same for the same sizes on every machine.</param>
    /// <param name="subsetSize">Images of each; fewer when a side has fewer.</param>
    /// <exception cref="UserErrorException">Fewer than two images on a side.</exception>
    public static KernelEstimate Between(Tensor first, Tensor second, int subsets = 100, int subsetSize = 1000)
    {
        var (n, m) = ((int)first.shape[0], (int)second.shape[0]);
        var size = Math.Min(subsetSize, Math.Min(n, m));
        if (size < 2)
            throw new UserErrorException($"kid: expected at least two images on each side, received {n} and {m}");
        if (size == n && size == m)
            return new KernelEstimate(SquaredDiscrepancy(first, second), null, 1, size);
        var values = new double[subsets];
        for (var i = 0; i < subsets; i++)
        {
            using var scope = NewDisposeScope();
            var stream = RandomStream.Create(Seed, "kid", 0, i);
            values[i] = SquaredDiscrepancy(Draw(first, stream, size), Draw(second, stream, size));
        }

        var mean = values.Average();
        return new KernelEstimate(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / subsets), subsets, size);
    }

    /// <summary>The unbiased squared maximum mean discrepancy of all of both sets.</summary>
    /// <param name="first">N x D.</param>
    /// <param name="second">M x D.</param>
    public static double SquaredDiscrepancy(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (first.to(ScalarType.Float64), second.to(ScalarType.Float64));
        return MeanOfPairs(x) + MeanOfPairs(y) - (2 * Kernel(x, y).mean().ToDouble());
    }

    private static double MeanOfPairs(Tensor x)
    {
        var n = x.shape[0];
        var self = ((x.square().sum(1) / x.shape[1]) + 1).pow(3).sum().ToDouble();
        return (Kernel(x, x).sum().ToDouble() - self) / (n * (n - 1.0));
    }

    private static Tensor Kernel(Tensor x, Tensor y) => ((x.mm(y.transpose(0, 1)) / x.shape[1]) + 1).pow(3);

    private static Tensor Draw(Tensor set, RandomStream stream, int size)
    {
        var chosen = stream.Permutation((int)set.shape[0]).AsSpan(0, size);
        var index = new long[size];
        for (var i = 0; i < size; i++)
            index[i] = chosen[i];
        return set.index_select(0, tensor(index));
    }
}
