namespace InpaintLab.Core.Statistics;

/// <summary>Student's t distribution, for intervals of a mean from few values. Accurate to about 1e-11.</summary>
public static class StudentT
{
    /// <summary>The probability of a value below <paramref name="t"/>.</summary>
    /// <param name="t">Any number; infinities too.</param>
    /// <param name="degreesOfFreedom">More than 0; for n values about their mean, n - 1.</param>
    public static double Cdf(double t, double degreesOfFreedom)
    {
        CheckDegrees(degreesOfFreedom);
        if (double.IsNaN(t))
            return double.NaN;
        var square = t * t;

        // Each form of the tail where its argument is small, so that no accuracy is lost in 1 - x.
        var tail = square <= degreesOfFreedom
            ? 0.5 - (0.5 * RegularizedBeta(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2))
            : 0.5 * RegularizedBeta(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The value that a share <paramref name="p"/> lies below: 0.975 for a two-sided interval of 95 %.</summary>
    /// <param name="p">In (0, 1).</param>
    /// <param name="degreesOfFreedom">More than 0; for n values about their mean, n - 1.</param>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        CheckDegrees(degreesOfFreedom);
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "expected a probability between 0 and 1");
        if (p < 0.5)
            return -Quantile(1 - p, degreesOfFreedom);
        double low = 0, high = 1;
        while (Cdf(high, degreesOfFreedom) < p)
            high *= 2;

        // Bisection down to neighbouring doubles: some sixty steps, and nothing can go wrong.
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return high;
            if (Cdf(middle, degreesOfFreedom) < p)
                low = middle;
            else
                high = middle;
        }
    }

    private static void CheckDegrees(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "expected more than 0 degrees of freedom");
    }

    // I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated by the modified Lentz method; it converges fast for x < (a+1)/(a+b+2).
    private static double RegularizedBeta(double x, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        if (x > (a + 1) / (a + b + 2))
            return 1 - RegularizedBeta(1 - x, b, a);
        const double tiny = 1e-300;
        double c = 1, d = 1 / (1 - ((a + b) * x / (a + 1))), fraction = d;
        for (var m = 1; m <= 1000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            Step(even);
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            if (Math.Abs(Step(odd) - 1) < 1e-16)
                break;
        }

        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return front * fraction / a;

        double Step(double coefficient)
        {
            d = 1 + (coefficient * d);
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = 1 + (coefficient / c);
            c = Math.Abs(c) < tiny ? tiny : c;
            fraction *= c * d;
            return c * d;
        }
    }

    // Lanczos's approximation with g = 7 and nine terms (Godfrey's coefficients), for x > 0.
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> coefficients =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
            -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.Length; i++)
            sum += coefficients[i] / (x - 1 + i);
        var t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
