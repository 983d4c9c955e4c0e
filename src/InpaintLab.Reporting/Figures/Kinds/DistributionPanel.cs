namespace InpaintLab.Reporting.Figures.Kinds;

/// <summary>Values of every image, one distribution beside the other.</summary>
public static class DistributionPanel
{
    /// <summary>Box plots: quartiles, whiskers, outliers.</summary>
    /// <param name="y">What the values measure.</param>
    /// <param name="series">Of each method its name and its values; those that are not finite are counted in the name.</param>
    public static Panel Boxes(Axis y, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series) => Of(y, series, violins: false);

    /// <summary>Violins: the density of the values around a narrow box.</summary>
    /// <inheritdoc cref="Boxes"/>
    public static Panel Violins(Axis y, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series) => Of(y, series, violins: true);

    private static Panel Of(Axis y, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series, bool violins)
    {
        var marks = series.Select((s, place) => new Distribution("", place, BoxSummary.Of(s.Values), violins ? 0.8 : 0.5)
        {
            Style = place,
            Outline = violins ? ViolinOutline.Of(s.Values) : null,
        }).ToList();
        return new Panel(new Axis("") { Categories = [.. series.Zip(marks, (s, m) => Name(s.Name, m.Summary))] }, y, marks);
    }

    private static string Name(string name, BoxSummary? summary) => summary switch
    {
        null => $"{name} (no data)",
        { NotFinite: > 0 } => $"{name} ({summary.NotFinite} not finite)",
        _ => name,
    };
}
