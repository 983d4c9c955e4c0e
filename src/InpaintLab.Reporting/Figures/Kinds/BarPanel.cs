namespace InpaintLab.Reporting.Figures.Kinds;

/// <summary>A value with its interval.</summary>
/// <param name="Mean">The value; NaN where there is none.</param>
/// <param name="Low">The interval's lower end; null for none.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Estimate(double Mean, double? Low = null, double? High = null);

/// <summary>Bars in groups, with intervals: methods side by side over mask sets or datasets.</summary>
public static class BarPanel
{
    /// <summary>The panel.</summary>
    /// <param name="y">What the bars measure, from 0.</param>
    /// <param name="groups">Names of the groups, from left to right.</param>
    /// <param name="series">Of each method its label and its value in each group; one method alone needs no label.</param>
    /// <exception cref="ArgumentException">A method has not as many values as there are groups.</exception>
    public static Panel Of(Axis y, IReadOnlyList<string> groups, IReadOnlyList<(string Label, IReadOnlyList<Estimate> Values)> series)
    {
        if (series.FirstOrDefault(s => s.Values.Count != groups.Count) is { Values: { } values } wrong)
            throw new ArgumentException($"{wrong.Label}: expected {groups.Count} values, received {values.Count}", nameof(series));
        const double together = 0.8;
        var width = together / Math.Max(1, series.Count);
        return new Panel(new Axis("") { Categories = groups }, y, [.. series.Select(Method)]);

        Mark Method((string Label, IReadOnlyList<Estimate> Values) s, int place)
        {
            var offset = (place - ((series.Count - 1) / 2.0)) * width;
            return new Bars(s.Label, [.. s.Values.Select((v, group) => new Bar(group + offset, v.Mean, v.Low, v.High))], 0.9 * width)
            {
                Style = place,
            };
        }
    }
}
