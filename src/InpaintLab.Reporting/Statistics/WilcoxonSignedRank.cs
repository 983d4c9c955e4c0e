namespace InpaintLab.Reporting.Statistics;

/// <summary>
/// The Wilcoxon signed-rank test of paired differences, two-sided: whether they lie symmetrically around zero. Zeros are dropped, as
/// Wilcoxon did. Without ties and with at most <see cref="ExactLimit"/> differences the p-value is exact; else it is the normal
/// approximation with the corrections for ties and continuity, as scipy's.
/// </summary>
/// <param name="Positive">Sum of the ranks of positive differences.</param>
/// <param name="Negative">Sum of the ranks of negative differences.</param>
/// <param name="N">Differences that are not zero.</param>
/// <param name="P">The p-value; 1 when all differences are zero.</param>
/// <param name="IsExact">Whether it is exact.</param>
public sealed record WilcoxonSignedRank(double Positive, double Negative, int N, double P, bool IsExact)
{
    /// <summary>The most differences for which all 2^n signs are counted.</summary>
    public const int ExactLimit = 50;

    /// <summary>The test's statistic: the lesser of the two sums.</summary>
    public double Statistic => Math.Min(Positive, Negative);

    /// <summary>
    /// The effect size (Kerby 2014): the share of rank sum that is positive minus the negative share; 0 when all are zero.
    /// </summary>
    public double RankBiserial => N == 0 ? 0 : (Positive - Negative) / (Positive + Negative);

    /// <summary>Tests differences, all finite.</summary>
    public static WilcoxonSignedRank Of(IEnumerable<double> differences)
    {
        var values = differences.Where(d => d != 0).OrderBy(Math.Abs).ToArray();
        if (Array.Exists(values, v => !double.IsFinite(v)))
            throw new ArgumentException("expected finite differences", nameof(differences));
        var (ranks, ties) = Ranks(values);
        double positive = 0, negative = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > 0)
                positive += ranks[i];
            else
                negative += ranks[i];
        }

        var exact = ties == 0 && values.Length <= ExactLimit;
        var least = Math.Min(positive, negative);
        var p = values.Length == 0 ? 1 : exact ? Exact(least, values.Length) : Approximate(least, values.Length, ties);
        return new WilcoxonSignedRank(positive, negative, values.Length, p, exact);
    }

    // Equal magnitudes share the mean of their ranks; ties is the sum of t^3 - t over groups of t.
    private static (double[] Ranks, double Ties) Ranks(double[] byMagnitude)
    {
        var ranks = new double[byMagnitude.Length];
        var ties = 0.0;
        for (int start = 0, end; start < ranks.Length; start = end)
        {
            end = start + 1;
            while (end < ranks.Length && Math.Abs(byMagnitude[end]) == Math.Abs(byMagnitude[start]))
                end++;
            double t = end - start;
            ranks.AsSpan(start, end - start).Fill((start + 1 + end) / 2.0);
            ties += t * t * t - t;
        }

        return (ranks, ties);
    }

    // Of all sign patterns, how many give a sum up to the statistic: each rank is in the sum or not.
    private static double Exact(double statistic, int n)
    {
        var counts = new double[(int)statistic + 1];
        counts[0] = 1;
        for (var rank = 1; rank <= n; rank++)
        {
            for (var sum = counts.Length - 1; sum >= rank; sum--)
                counts[sum] += counts[sum - rank];
        }

        return Math.Min(1, 2 * counts.Sum() / Math.Pow(2, n));
    }

    private static double Approximate(double statistic, double n, double ties)
    {
        var mean = n * (n + 1) / 4;
        var deviation = Math.Sqrt(((n * (n + 1) * ((2 * n) + 1)) - (ties / 2)) / 24);
        var z = (statistic - mean + (statistic < mean ? 0.5 : 0)) / deviation;
        return Math.Min(1, 2 * NormalDistribution.UpperTail(Math.Abs(z)));
    }
}
