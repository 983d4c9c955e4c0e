using InpaintLab.Core.Randomness;

namespace InpaintLab.Reporting.Statistics;

/// <summary>
/// Bootstrap intervals (Efron and Tibshirani 1993): the values are drawn again with replacement, and the statistic's distribution over the
/// draws gives the interval. For a paired difference the values are the differences. The stream decides the draws: the same seed gives the
/// same interval on every machine.
/// </summary>
public static class Bootstrap
{
    /// <summary>Draws enough for ends of a 95 % interval that move little with the seed.</summary>
    public const int DefaultResamples = 9999;

    /// <summary>The percentile interval: the distribution's own quantiles.</summary>
    /// <param name="values">At least two independent values.</param>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="statistic">What is estimated; null for the mean.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <param name="resamples">Draws of a whole sample.</param>
    public static Interval Percentile(
        IReadOnlyList<double> values,
        RandomStream stream,
        Func<IReadOnlyList<double>, double>? statistic = null,
        double confidence = 0.95,
        int resamples = DefaultResamples)
    {
        var distribution = Distribution(values, stream, statistic ?? Mean, confidence, resamples);
        var tail = (1 - confidence) / 2;
        return new Interval(Quantile(distribution, tail), Quantile(distribution, 1 - tail), confidence);
    }

    /// <summary>
    /// The bias-corrected and accelerated interval (BCa, Efron 1987): quantiles moved for the statistic's bias and for how its spread
    /// changes with its value, the latter by the jackknife. Where all values are equal, it is that value.
    /// </summary>
    /// <inheritdoc cref="Percentile"/>
    public static Interval BiasCorrected(
        IReadOnlyList<double> values,
        RandomStream stream,
        Func<IReadOnlyList<double>, double>? statistic = null,
        double confidence = 0.95,
        int resamples = DefaultResamples)
    {
        var of = statistic ?? Mean;
        var distribution = Distribution(values, stream, of, confidence, resamples);
        var estimate = of(values);

        // All draws agree: there is nothing to correct, and the corrections would be infinite.
        if (distribution[0] == distribution[^1])
            return new Interval(distribution[0], distribution[0], confidence);
        var below = distribution.Count(d => d < estimate) + distribution.Count(d => d <= estimate);
        var bias = NormalDistribution.Quantile(below / (2.0 * distribution.Length));
        var acceleration = Acceleration(values, of);
        var tail = (1 - confidence) / 2;
        return new Interval(End(tail), End(1 - tail), confidence);

        double End(double share)
        {
            var z = bias + NormalDistribution.Quantile(share);
            return Quantile(distribution, NormalDistribution.Cdf(bias + (z / (1 - (acceleration * z)))));
        }
    }

    /// <summary>The quantile of sorted values, linear between neighbours (type 7 of Hyndman and Fan, numpy's default).</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private static double Mean(IReadOnlyList<double> values) => values.Average();

    private static double[] Distribution(
        IReadOnlyList<double> values, RandomStream stream, Func<IReadOnlyList<double>, double> statistic, double confidence, int resamples)
    {
        Interval.CheckConfidence(confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var distribution = new double[resamples];
        var drawn = new double[values.Count];
        for (var i = 0; i < resamples; i++)
        {
            for (var j = 0; j < drawn.Length; j++)
                drawn[j] = values[stream.Integer(0, drawn.Length)];
            distribution[i] = statistic(drawn);
        }

        Array.Sort(distribution);
        return distribution;
    }

    private static double Acceleration(IReadOnlyList<double> values, Func<IReadOnlyList<double>, double> statistic)
    {
        var without = Enumerable.Range(0, values.Count).Select(i => statistic([.. values.Where((_, j) => j != i)])).ToList();
        var centre = without.Average();
        double squares = 0, cubes = 0;
        foreach (var d in without.Select(w => centre - w))
        {
            squares += d * d;
            cubes += d * d * d;
        }

        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }
}
