using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Loops over ranges of a fixed length on several threads. Sums are taken range by range, in order, so that results do not depend on the
/// number of threads.
/// </summary>
/// <param name="threads">Threads that may be used.</param>
internal sealed class Chunks(int threads)
{
    private const int Length = 8192;

    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = Math.Max(1, threads) };

    /// <summary>Calls <paramref name="body"/> with (from, to) of each range between the bounds.</summary>
    public void For(int from, int to, Action<int, int> body)
    {
        var count = (to - from + Length - 1) / Length;
        if (count <= 1)
            body(from, to);
        else
            Parallel.For(0, count, _options, i => body(from + (i * Length), Math.Min(to, from + ((i + 1) * Length))));
    }

    /// <summary>The sum of what <paramref name="part"/> gives for each range (from, to) between 0 and the bound.</summary>
    public Vector256<double> Sum(int to, Func<int, int, Vector256<double>> part)
    {
        var parts = new Vector256<double>[(to + Length - 1) / Length];
        For(0, to, (a, b) => parts[a / Length] = part(a, b));
        var sum = Vector256<double>.Zero;
        foreach (var value in parts)
            sum += value;
        return sum;
    }
}
