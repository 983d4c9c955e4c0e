using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>
/// The squared Fréchet distance of two Gaussians (Heusel et al. 2017, arXiv:1706.08500, equation 6):
/// |m1 - m2|² + Tr(S1 + S2 - 2 (S1 S2)^½).
/// </summary>
public static class FrechetDistance
{
    /// <summary>
    /// The distance, at least 0. The trace of the root is the sum of the roots of the eigenvalues of R' S2 R with R R' = S1, a symmetric
    /// matrix: no general matrix square root is needed, whose results differ between versions of scipy. Deviation from pytorch-fid:
    /// where fewer images than dimensions leave a covariance singular, nothing is added to its diagonal; the result is exact.
    /// </summary>
    /// <exception cref="Core.Errors.UserErrorException">Fewer than two images on a side.</exception>
    /// <exception cref="ArgumentException">Features of different dimensions.</exception>
    public static double Between(FeatureStatistics first, FeatureStatistics second)
    {
        if (first.Dimensions != second.Dimensions)
            throw new ArgumentException($"expected features of one dimension, received {first.Dimensions} and {second.Dimensions}");
        using var scope = NewDisposeScope();

        // From the side of lower rank, so that the matrix below has no more zeros than it must.
        var (few, many) = first.Count <= second.Count ? (first, second) : (second, first);
        var (root, other) = (few.Root(), many.Covariance());
        var inner = root.transpose(0, 1).mm(other.mm(root));
        var trace = root.shape[1] == 0 ? 0 : linalg.eigvalsh(inner).clamp_min(0).sqrt().sum().ToDouble();
        var means = (first.Mean - second.Mean).square().sum().ToDouble();
        return Math.Max(0, means + root.square().sum().ToDouble() + Trace(other) - (2 * trace));
    }

    private static double Trace(Tensor matrix) => (matrix * eye(matrix.shape[0], dtype: ScalarType.Float64)).sum().ToDouble();
}
