namespace InpaintLab.Reporting.Figures;

/// <summary>The shape of a marker.</summary>
public enum MarkerShape
{
    /// <summary>A filled disc.</summary>
    Disc,

    /// <summary>A filled triangle.</summary>
    Triangle,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A filled diamond.</summary>
    Diamond,

    /// <summary>A filled triangle on its tip.</summary>
    TriangleDown,

    /// <summary>An empty circle.</summary>
    Circle,

    /// <summary>A cross.</summary>
    Cross,
}

/// <summary>What one series looks like; series differ in more than colour, so that they can be told apart in grey, too.</summary>
/// <param name="Colour">Red, green, blue.</param>
/// <param name="Dashes">Lengths of dash, gap, dash ..., in line widths; empty for a solid line.</param>
/// <param name="Marker">The marker.</param>
public sealed record FigureStyle((byte R, byte G, byte B) Colour, IReadOnlyList<double> Dashes, MarkerShape Marker)
{
    // Okabe and Ito, Color Universal Design (2008), darkest first on white; without yellow, which is too faint for a line.
    private static readonly (byte, byte, byte)[] Colours =
        [(0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (0, 0, 0), (230, 159, 0), (86, 180, 233)];

    private static readonly double[][] DashPatterns = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]];

    /// <summary>Styles whose colours differ; what has neither dashes nor markers, such as bars, is paler from there on.</summary>
    public static int ColourCount => Colours.Length;

    /// <summary>The style of a number from 0; 35 differ.</summary>
    public static FigureStyle Of(int number) => new(
        Colours[number % Colours.Length], DashPatterns[number % DashPatterns.Length], (MarkerShape)(
            number % Enum.GetValues<MarkerShape>().Length));
}
