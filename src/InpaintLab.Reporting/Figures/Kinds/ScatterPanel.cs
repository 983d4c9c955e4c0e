namespace InpaintLab.Reporting.Figures.Kinds;

/// <summary>One point for each image: its value by one method against that by another, with the line where both are equal.</summary>
public static class ScatterPanel
{
    /// <summary>The panel; both axes have the same ends.</summary>
    /// <param name="metric">Name and unit of the metric.</param>
    /// <param name="first">The method along x.</param>
    /// <param name="second">The method along y.</param>
    /// <param name="pairs">The values of both for the same image under the same mask.</param>
    public static Panel Of(Axis metric, string first, string second, IReadOnlyList<(double First, double Second)> pairs)
    {
        var finite = pairs.Where(p => metric.Shows(p.First) && metric.Shows(p.Second)).ToList();
        var above = finite.Count(p => p.Second > p.First);
        var label = finite.Count == 0 ? "images" : $"{finite.Count} images, {100.0 * above / finite.Count:0} % above the line";
        var points = new Points(label, [.. pairs.Select(p => new NamedPoint(p.First, p.Second))]) { Opacity = 0.5 };
        var (low, high) = Ends(metric, finite);
        return new Panel(Along(first), Along(second),
        [
            new Curve("equal", [new CurvePoint(low, low), new CurvePoint(high, high)]) { IsReference = true },
            points,
        ])
        { Title = metric.Label };

        Axis Along(string method) => metric with { Label = method, Min = low, Max = high };
    }

    private static (double Low, double High) Ends(Axis metric, List<(double First, double Second)> pairs)
    {
        if (pairs.Count == 0)
            return metric.Log ? (1, 10) : (0, 1);
        var (low, high) = (pairs.Min(p => Math.Min(p.First, p.Second)), pairs.Max(p => Math.Max(p.First, p.Second)));
        if (metric.Log)
            return low < high ? (low / Math.Pow(high / low, 0.04), high * Math.Pow(high / low, 0.04)) : (low / 2, low * 2);
        var margin = low < high ? 0.04 * (high - low) : Math.Max(0.5, Math.Abs(low) * 0.1);
        return (low - margin, high + margin);
    }
}
