using InpaintLab.Core.Randomness;

namespace InpaintLab.Reporting.Statistics;

/// <summary>
/// The paired permutation test, two-sided, of the mean difference: were both methods alike, each difference could as well have the other
/// sign. All signs are tried up to <see cref="ExactLimit"/> differences; beyond, signs are drawn, and the observed ones counted as one
/// draw more (Phipson and Smyth 2010), so that p is never 0.
/// </summary>
/// <param name="P">The p-value.</param>
/// <param name="IsExact">Whether all signs were tried.</param>
/// <param name="Permutations">How many signs were tried.</param>
public sealed record PermutationTest(double P, bool IsExact, int Permutations)
{
    /// <summary>The most differences for which all 2^n signs are tried.</summary>
    public const int ExactLimit = 16;

    // Sums of the same numbers in another order differ in their last bits, and must count as equal.
    private const double Tolerance = 1e-14;

    /// <summary>Tests differences.</summary>
    /// <param name="differences">At least one, all finite.</param>
    /// <param name="stream">Where drawn signs come from.</param>
    /// <param name="resamples">How many are drawn beyond the limit.</param>
    public static PermutationTest Of(IReadOnlyList<double> differences, RandomStream stream, int resamples = Bootstrap.DefaultResamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(differences.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (differences.Any(d => !double.IsFinite(d)))
            throw new ArgumentException("expected finite differences", nameof(differences));
        var limit = Math.Abs(differences.Sum()) - (Tolerance * differences.Sum(Math.Abs));
        var n = differences.Count;
        if (n <= ExactLimit)
        {
            var all = 1 << n;
            var asFar = Enumerable.Range(0, all).Count(signs => Math.Abs(SignedSum(differences, (ulong)signs)) >= limit);
            return new PermutationTest((double)asFar / all, true, all);
        }

        var drawnAsFar = Enumerable.Range(0, resamples).Count(_ => Math.Abs(DrawnSum(differences, stream)) >= limit);
        return new PermutationTest((drawnAsFar + 1.0) / (resamples + 1), false, resamples);
    }

    private static double DrawnSum(IReadOnlyList<double> differences, RandomStream stream)
    {
        var (sum, bits) = (0.0, 0UL);
        for (var i = 0; i < differences.Count; i++)
        {
            bits = i % 64 == 0 ? stream.NextUInt64() : bits >> 1;
            sum += (bits & 1) == 0 ? differences[i] : -differences[i];
        }

        return sum;
    }

    private static double SignedSum(IReadOnlyList<double> differences, ulong signs)
    {
        var sum = 0.0;
        for (var i = 0; i < differences.Count; i++)
            sum += ((signs >> i) & 1) == 0 ? differences[i] : -differences[i];
        return sum;
    }
}
