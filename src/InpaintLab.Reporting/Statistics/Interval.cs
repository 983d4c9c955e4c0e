namespace InpaintLab.Reporting.Statistics;

/// <summary>A two-sided confidence interval.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">In (0, 1), e.g. 0.95.</param>
public readonly record struct Interval(double Low, double High, double Confidence)
{
    /// <summary>Half the distance of the ends.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>Whether the two share a value.</summary>
    public bool Overlaps(Interval other) => Low <= other.High && other.Low <= High;

    /// <summary>
    /// Student's t interval of a mean: right for normal values, and near it for means of many; null for fewer than two values.
    /// </summary>
    /// <param name="values">Independent values.</param>
    /// <param name="confidence">In (0, 1).</param>
    public static Interval? StudentT(IReadOnlyList<double> values, double confidence = 0.95)
    {
        CheckConfidence(confidence);
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        var quantile = Core.Statistics.StudentT.Quantile(0.5 + (confidence / 2), values.Count - 1);
        var half = quantile * StandardDeviation(values) / Math.Sqrt(values.Count);
        return new Interval(mean - half, mean + half, confidence);
    }

    /// <summary>The sample standard deviation (n - 1) of two values or more; NaN for fewer.</summary>
    public static double StandardDeviation(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    internal static void CheckConfidence(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "expected a confidence between 0 and 1, e.g. 0.95");
    }
}
