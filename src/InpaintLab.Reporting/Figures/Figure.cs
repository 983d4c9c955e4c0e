namespace InpaintLab.Reporting.Figures;

/// <summary>A picture of numbers: one panel, or several in a row. Says what is shown; a renderer decides how that is drawn.</summary>
/// <param name="Panels">From left to right, at least one.</param>
public sealed record Figure(IReadOnlyList<Panel> Panels)
{
    /// <summary>Stands above all panels; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is drawn for.</summary>
    public FigureTheme Theme { get; init; } = FigureTheme.Print;

    /// <summary>Its size; null for the theme's, as high as the longest legend asks for.</summary>
    public FigureSize? Size { get; init; }

    /// <summary>The size that it is drawn in.</summary>
    public FigureSize DrawnSize => new FigureLayout(this).Size;
}

/// <summary>A pair of axes with what is drawn between them.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Marks">What is drawn, later over earlier; the legend has their order.</param>
public sealed record Panel(Axis X, Axis Y, IReadOnlyList<Mark> Marks)
{
    /// <summary>Stands above the panel; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whether a place lies on both axes: finite, and above 0 where an axis is logarithmic.</summary>
    public bool Shows(FigurePlace place) => X.Shows(place.X) && Y.Shows(place.Y);

    /// <summary>A mark's entry in the legend, which tells of what cannot be drawn; empty for a mark without label.</summary>
    public string LegendText(Mark mark)
    {
        if (mark.Label.Length == 0)
            return "";
        if (!mark.Places.Any(Shows))
            return $"{mark.Label} (no data)";
        var notPositive = mark.Places.Count(p => double.IsFinite(p.X) && double.IsFinite(p.Y) && !Shows(p));
        return notPositive == 0 ? mark.Label : $"{mark.Label} ({notPositive} not above 0)";
    }
}

/// <summary>One axis.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Unit">In which unit; empty where there is none.</param>
public sealed record Axis(string Label, string Unit = "")
{
    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool Log { get; init; }

    /// <summary>Its lower end; null: as the data ask for.</summary>
    public double? Min { get; init; }

    /// <summary>Its upper end; null: as the data ask for.</summary>
    public double? Max { get; init; }

    /// <summary>Names at 0, 1, 2 ... instead of numbers; empty for an axis of numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Label and unit: "PSNR (dB)".</summary>
    public string Text => Unit.Length == 0 ? Label : $"{Label} ({Unit})";

    /// <summary>Whether a value has a place on it.</summary>
    public bool Shows(double value) => double.IsFinite(value) && (!Log || value > 0);
}

/// <summary>A place in a panel, in the axes' units.</summary>
public readonly record struct FigurePlace(double X, double Y);
