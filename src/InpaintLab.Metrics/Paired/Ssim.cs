using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Paired;

/// <summary>
/// Structural similarity (Wang et al. 2004, equation 13) as pytorch-msssim computes it and, with the matching settings, scikit-image:
/// Gaussian window of 11 px and sigma 1.5, K1 0.01, K2 0.03, covariances divided by n, only where the window fits, range 1, mean over
/// pixels and channels.
/// </summary>
[Metric("ssim", HigherIsBetter = true, Source = "doi:10.1109/TIP.2003.819861")]
public sealed class Ssim(PairedMetricOptions options) : PairedMetric(options)
{
    private const int WindowSize = 11;
    private const double Sigma = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    private static readonly double[] Window = Gaussian();

    /// <inheritdoc/>
    protected override Tensor PerImage(Tensor truth, Tensor result, Tensor mask)
    {
        var shape = truth.shape;
        var (batch, height, width) = (shape[0], shape[2], shape[3]);
        if (height < WindowSize || width < WindowSize)
        {
            throw new UserErrorException(
                $"metric ssim: expected images of at least {WindowSize} x {WindowSize} px, received {height} x {width}");
        }

        // The five local means in one pass: x, y, x², y², xy as images of one channel each.
        var planes = stack([truth, result, truth.square(), result.square(), truth * result]);
        var means = Blur(Blur(planes.reshape(-1, height, width), 2), 1).reshape(5, batch, -1);
        var (mx, my) = (means.select(0, 0), means.select(0, 1));
        var (mx2, my2, mxy) = (mx.square(), my.square(), mx * my);
        var variances = means.select(0, 2) - mx2 + (means.select(0, 3) - my2);
        var covariance = means.select(0, 4) - mxy;
        var map = ((2 * mxy) + C1) * ((2 * covariance) + C2) / ((mx2 + my2 + C1) * (variances + C2));
        return map.mean([1]);
    }

    // A sum of shifted images: libtorch's convolution in float64 takes five times as long.
    private static Tensor Blur(Tensor planes, long dimension)
    {
        var size = planes.shape[dimension] - WindowSize + 1;
        var sum = planes.narrow(dimension, 0, size) * Window[0];
        for (var i = 1; i < WindowSize; i++)
            sum.add_(planes.narrow(dimension, i, size), alpha: Window[i]);
        return sum;
    }

    private static double[] Gaussian()
    {
        var weights = new double[WindowSize];
        for (var i = 0; i < WindowSize; i++)
        {
            var distance = i - (WindowSize / 2);
            weights[i] = Math.Exp(-(distance * distance) / (2 * Sigma * Sigma));
        }

        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
