namespace InpaintLab.Cli.Output;

/// <summary>A series as one line of text.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Values from the least to the greatest as bars of eight heights; a stretch without numbers is a blank.</summary>
    /// <param name="values">In order; means over equal stretches where there are more than <paramref name="width"/>.</param>
    /// <param name="width">The most characters.</param>
    public static string Draw(IReadOnlyList<double> values, int width = 40)
    {
        var count = Math.Min(width, values.Count);
        var means = Enumerable.Range(0, count)
            .Select(i => MeanOf(values, (int)((long)i * values.Count / count), (int)((long)(i + 1) * values.Count / count)));
        double[] bars = [.. means];
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var bar in bars.Where(double.IsFinite))
            (least, most) = (Math.Min(least, bar), Math.Max(most, bar));
        return string.Concat(bars.Select(bar => !double.IsFinite(bar) ? ' ' : Level((bar - least) / (most - least))));
    }

    private static double MeanOf(IReadOnlyList<double> values, int from, int to) =>
        values.Skip(from).Take(to - from).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    // A series that does not change lies at the bottom.
    private static char Level(double height) =>
        double.IsNaN(height) ? Levels[0] : Levels[(int)Math.Min(height * Levels.Length, Levels.Length - 1)];
}
