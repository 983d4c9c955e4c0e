using InpaintLab.Core.Randomness;

namespace InpaintLab.Reporting.Statistics;

/// <summary>Two methods on the same images under the same masks: second minus first, in every way the reports ask for.</summary>
public sealed record PairedComparison
{
    /// <summary>Pairs of values.</summary>
    public required int N { get; init; }

    /// <summary>The mean difference.</summary>
    public required double Mean { get; init; }

    /// <summary>Student's t interval of the mean difference; null for one pair.</summary>
    public required Interval? StudentT { get; init; }

    /// <summary>The bootstrap interval of the mean difference, bias-corrected and accelerated; null for one pair.</summary>
    public required Interval? Bootstrap { get; init; }

    /// <summary>The Wilcoxon signed-rank test, with the rank-biserial effect size.</summary>
    public required WilcoxonSignedRank Wilcoxon { get; init; }

    /// <summary>The paired permutation test of the mean.</summary>
    public required PermutationTest Permutation { get; init; }

    /// <summary>
    /// Cohen's d_z: the mean difference over the differences' standard deviation; NaN for one pair or where all are equal.
    /// </summary>
    public required double CohensDz { get; init; }

    /// <summary>Compares values that belong together by their place.</summary>
    /// <param name="first">The first method's, finite, at least one.</param>
    /// <param name="second">The second's, as many.</param>
    /// <param name="confidence">Of the intervals, in (0, 1).</param>
    /// <param name="seed">Decides what bootstrap and permutation draw.</param>
    public static PairedComparison Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence = 0.95, long seed = 0)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException(
                $"expected as many values as the first has, {first.Count}, received {second.Count}", nameof(second));
        }

        double[] differences = [.. first.Zip(second, (a, b) => b - a)];
        var permutation = PermutationTest.Of(differences, RandomStream.Create(seed, "permutation"));
        var several = differences.Length > 1;
        var deviation = Interval.StandardDeviation(differences);
        return new PairedComparison
        {
            N = differences.Length,
            Mean = differences.Average(),
            StudentT = Interval.StudentT(differences, confidence),
            Bootstrap = several
                ? Statistics.Bootstrap.BiasCorrected(differences, RandomStream.Create(seed, "bootstrap"), confidence: confidence)
                : null,
            Wilcoxon = WilcoxonSignedRank.Of(differences),
            Permutation = permutation,
            CohensDz = deviation > 0 ? differences.Average() / deviation : double.NaN,
        };
    }
}
