namespace InpaintLab.Reporting.Statistics;

/// <summary>The standard normal distribution. Relative accuracy about 1e-13, in the tails too.</summary>
public static class NormalDistribution
{
    // Below this the series converges fast; above it 1 - series would lose digits and the continued fraction is fast.
    private const double SeriesLimit = 2.5;
    private const int FractionTerms = 200;

    /// <summary>The probability of a value below <paramref name="z"/>.</summary>
    public static double Cdf(double z) => z < 0 ? UpperTail(-z) : 1 - UpperTail(z);

    /// <summary>The probability of a value above <paramref name="z"/>.</summary>
    public static double UpperTail(double z)
    {
        if (double.IsNaN(z))
            return double.NaN;
        if (z < 0)
            return 1 - UpperTail(-z);
        if (z > 40)
            return 0;
        var density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        return z < SeriesLimit ? 0.5 - (density * Series(z)) : density / Fraction(z);
    }

    /// <summary>The value that a share <paramref name="p"/> in [0, 1] lies below; infinite at the ends.</summary>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "expected a probability from 0 to 1");
        if (p is 0 or 1)
            return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        if (p > 0.5)
            return -Quantile(1 - p);
        double low = -40, high = 0;

        // Bisection down to neighbouring doubles, as for Student's t.
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return high;
            if (Cdf(middle) < p)
                low = middle;
            else
                high = middle;
        }
    }

    // (Cdf(z) - 1/2) / density = z + z^3/3 + z^5/(3 * 5) + ... (DLMF 7.6.2)
    private static double Series(double z)
    {
        double term = z, sum = z;
        for (var k = 3; term > sum * 1e-17; k += 2)
        {
            term *= z * z / k;
            sum += term;
        }

        return sum;
    }

    // density / UpperTail(z) = z + 1/(z + 2/(z + 3/(z + ...))) (DLMF 7.9.3)
    private static double Fraction(double z)
    {
        var fraction = z;
        for (var k = FractionTerms; k >= 1; k--)
            fraction = z + (k / fraction);
        return fraction;
    }
}
