namespace InpaintLab.Reporting.Figures;

/// <summary>Ends of an axis where data alone give none, or where the places of texts depend on them.</summary>
internal static class AxisRange
{
    private const double Margin = 0.1;

    /// <summary>
    /// The ends; either is null where a renderer may choose as the data ask for. Never null for an axis without data or with a single
    /// value, for names, and for panels with texts in them, which get a margin.
    /// </summary>
    public static (double? Min, double? Max) Of(Panel panel, Axis axis, Func<FigurePlace, double> along)
    {
        if (axis.Categories.Count > 0)
            return (-0.5, axis.Categories.Count - 0.5);
        var values = panel.Marks.SelectMany(m => m.Places).Where(panel.Shows).Select(along).ToList();
        var bars = panel.Marks.OfType<Bars>().Any() && axis == panel.Y;
        if (values.Count == 0)
            return (axis.Min ?? (axis.Log ? 1 : 0), axis.Max ?? (axis.Log ? 10 : 1));
        if (bars && values.TrueForAll(v => v >= 0))
            return (axis.Min ?? 0, axis.Max ?? (values.Max() == 0 ? 1 : null));
        var (low, high) = (values.Min(), values.Max());
        if (low < high && !panel.Marks.OfType<Points>().Any(m => m.Items.Any(p => p.Text.Length > 0)))
            return (axis.Min, axis.Max);
        (low, high) = (axis.Min ?? low, axis.Max ?? high);
        if (axis.Log)
        {
            var factor = low < high ? Math.Pow(high / low, Margin) : 2;
            return (axis.Min ?? low / factor, axis.Max ?? high * factor);
        }

        var margin = low < high ? Margin * (high - low) : Math.Max(Math.Abs(low) * Margin, double.Epsilon);
        if (low == 0 && high == 0)
            margin = 1;
        return (axis.Min ?? low - margin, axis.Max ?? high + margin);
    }
}
