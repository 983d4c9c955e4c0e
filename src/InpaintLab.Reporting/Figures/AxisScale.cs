namespace InpaintLab.Reporting.Figures;

/// <summary>
/// Ends and ticks of an axis as they are drawn; all of it follows from the figure, so that every renderer draws the same.
/// </summary>
/// <param name="Min">The lower end.</param>
/// <param name="Max">The upper end.</param>
/// <param name="Step">Between ticks: added or, on a logarithmic axis, multiplied. Of no use where the axis has names.</param>
internal sealed record AxisScale(double Min, double Max, double Step)
{
    private static readonly double[] Round = [1, 2, 5, 10];

    /// <summary>The scale of a panel's axis.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="axis">One of its axes.</param>
    /// <param name="along">The coordinate along it.</param>
    /// <param name="ticks">About how many there is room for.</param>
    public static AxisScale Of(Panel panel, Axis axis, Func<FigurePlace, double> along, int ticks)
    {
        if (axis.Categories.Count > 0)
            return new AxisScale(-0.5, axis.Categories.Count - 0.5, 1);
        var values = panel.Marks.SelectMany(m => m.Reach).Where(panel.Shows).Select(along).DefaultIfEmpty(axis.Min ?? 1).ToList();
        if (axis == panel.Y && panel.Marks.OfType<Bars>().Any())
            values.Add(0);
        var (low, high) = (axis.Min ?? values.Min(), axis.Max ?? values.Max());
        var hasTexts = panel.Marks.OfType<Points>().Any(m => m.Items.Any(p => p.Text.Length > 0));
        return axis.Log ? Logarithmic(axis, low, high, hasTexts, ticks) : Linear(axis, low, high, hasTexts, ticks);
    }

    /// <summary>Where a value lies, 0 at the lower end and 1 at the upper.</summary>
    public double Share(double value, bool log) => log ? Math.Log(value / Min) / Math.Log(Max / Min) : (value - Min) / (Max - Min);

    /// <summary>The numbers beside the ticks.</summary>
    public IEnumerable<string> Numbers(bool log)
    {
        for (var i = 0; i < 100; i++)
        {
            var value = log ? Min * Math.Pow(Step, i) : (Math.Ceiling(Min / Step) + i) * Step;
            if (value > Max * (1 + 1e-9) && value > Max + (1e-9 * Step))
                yield break;
            yield return value.ToString("G6");
        }
    }

    private static AxisScale Linear(Axis axis, double low, double high, bool hasTexts, int ticks)
    {
        var margin = low < high ? (hasTexts ? 0.12 * (high - low) : 0) : (low == 0 ? 1 : Math.Abs(low) * 0.1);
        (low, high) = (axis.Min ?? low - margin, axis.Max ?? high + margin);
        var raw = (high - low) / Math.Max(1, ticks);
        var decade = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = decade * Round.First(r => r * decade >= raw * (1 - 1e-9));
        return new AxisScale(
            axis.Min ?? Math.Floor((low / step) + 1e-9) * step, axis.Max ?? Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    // Ends are 1, 2 or 5 times a power of ten where two powers lie between them, else powers: only these carry numbers.
    private static AxisScale Logarithmic(Axis axis, double low, double high, bool hasTexts, int ticks)
    {
        var factor = hasTexts || low == high ? Math.Max(1.5, Math.Pow(high / low, 0.12)) : 1;
        (low, high) = (low / factor, high * factor);
        var (below, above) = (Math.Pow(10, Math.Floor(Math.Log10(low) + 1e-9)), Math.Pow(10, Math.Ceiling(Math.Log10(high) - 1e-9)));
        var (min, max) = (
            below * Round.Last(r => r * below <= low * (1 + 1e-9)), above / 10 * Round.First(r => r * above / 10 >= high * (1 - 1e-9)));
        if (Math.Floor(Math.Log10(max) + 1e-9) - Math.Ceiling(Math.Log10(min) - 1e-9) < 1)
            (min, max) = (below, above);
        (min, max) = (axis.Min ?? min, axis.Max ?? max);
        return new AxisScale(min, max, Math.Pow(10, Math.Max(1, Math.Ceiling(Math.Log10(max / min) / Math.Max(1, ticks)))));
    }
}
