using System.Diagnostics;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench;

/// <summary>What libtorch reaches on this machine at its best: times of whole networks are judged by it.</summary>
/// <param name="MatrixGigaflops">Operations a second of a product of two square matrices in float32, in 1e9.</param>
/// <param name="CopyGigabytes">
/// Bytes a second that are copied from one large tensor to another (each is read and written once), in 1e9.
/// </param>
internal sealed record BenchCeiling(double MatrixGigaflops, double CopyGigabytes)
{
    private const int Rounds = 7;

    /// <summary>Measures both; the fastest of some rounds, for a ceiling is not what is usual.</summary>
    public static BenchCeiling Measure()
    {
        using var scope = NewDisposeScope();
        var device = BenchTarget.Device;

        // Large enough to keep all of the device busy.
        var (side, bytes) = BenchTarget.IsGpu ? (8192L, 2L << 30) : (1536L, 128L << 20);
        var (a, b, product) = (rand([side, side], device: device), rand([side, side], device: device), empty([side, side], device: device));
        var (source, copy) = (rand([bytes / sizeof(float)], device: device), empty([bytes / sizeof(float)], device: device));
        return new BenchCeiling(
            2.0 * side * side * side / Fastest(() => product.copy_(a.mm(b))) / 1e9,
            bytes / Fastest(() => copy.copy_(source)) / 1e9);
    }

    private static double Fastest(Action work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            work();
            BenchTarget.Finish();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
