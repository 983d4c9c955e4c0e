using System.Diagnostics;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench;

/// <summary>What libtorch reaches on this machine at its best: times of whole networks are judged by it.</summary>
/// <param name="MatrixGigaflops">Operations a second of a product of two square matrices in float32, in 1e9.</param>
/// <param name="CopyGigabytes">Bytes a second that are copied from one large tensor to another (each is read and written once), in 1e9.</param>
internal sealed record BenchCeiling(double MatrixGigaflops, double CopyGigabytes)
{
    private const int Side = 1536;
    private const long CopiedBytes = 128L << 20;
    private const int Rounds = 7;

    /// <summary>Measures both; the fastest of some rounds, for a ceiling is not what is usual.</summary>
    public static BenchCeiling Measure()
    {
        using var scope = NewDisposeScope();
        var (a, b, product) = (rand([Side, Side]), rand([Side, Side]), empty([Side, Side]));
        var (source, copy) = (rand([CopiedBytes / sizeof(float)]), empty([CopiedBytes / sizeof(float)]));
        return new BenchCeiling(
            2.0 * Side * Side * Side / Fastest(() => product.copy_(a.mm(b))) / 1e9,
            CopiedBytes / Fastest(() => copy.copy_(source)) / 1e9);
    }

    private static double Fastest(Action work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
