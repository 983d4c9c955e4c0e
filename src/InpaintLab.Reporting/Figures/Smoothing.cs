namespace InpaintLab.Reporting.Figures;

/// <summary>Smoothing of noisy series, for the eye only.</summary>
public static class Smoothing
{
    /// <summary>
    /// The exponential moving average, s = w s + (1 - w) y from 0, divided by 1 - w^n so that the beginning is not drawn towards 0
    /// (Adam's correction, arXiv:1412.6980). Values that are not finite become NaN, gaps, and leave the average as it is.
    /// </summary>
    /// <param name="values">The series; the averages take its place.</param>
    /// <param name="weight">Of the past, in [0, 1); 0 changes nothing.</param>
    public static void Ema(Span<double> values, double weight)
    {
        if (!(weight >= 0 && weight < 1))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "expected a weight in [0, 1)");
        var (average, remaining) = (0.0, 1.0);
        foreach (ref var value in values)
        {
            if (!double.IsFinite(value))
            {
                value = double.NaN;
                continue;
            }

            average = (weight * average) + ((1 - weight) * value);
            remaining *= weight;
            value = average / (1 - remaining);
        }
    }
}
