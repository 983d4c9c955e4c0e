using System.Globalization;
using InpaintLab.Core.Errors;

namespace InpaintLab.Reporting.Figures;

/// <summary>What a figure is drawn for; dark on white both times.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="FontSize">Of axes and legend, points.</param>
/// <param name="LineWidth">Of curves, points.</param>
/// <param name="Dpi">Pixels per inch of a PNG.</param>
/// <param name="ColumnWidth">Width of a figure of one panel, mm.</param>
/// <param name="FullWidth">Width of a figure of several panels, mm.</param>
public sealed record FigureTheme(string Name, double FontSize, double LineWidth, double Dpi, double ColumnWidth, double FullWidth)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>For a column of a paper (84 mm) or its whole width (174 mm).</summary>
    public static FigureTheme Print { get; } = new("print", 7, 1, 300, 84, 174);

    /// <summary>For pages and slides.</summary>
    public static FigureTheme Screen { get; } = new("screen", 10, 1.5, 120, 130, 270);

    /// <summary>All themes.</summary>
    public static IReadOnlyList<FigureTheme> All { get; } = [Print, Screen];

    /// <summary>The height of a line of text, mm.</summary>
    public double LineHeight => 1.35 * FontSize / PointsPerMillimetre;

    /// <summary>About how wide a text is, mm.</summary>
    public double WidthOf(string text) => FontSize / PointsPerMillimetre * text.Sum(c => c switch
    {
        'f' or 'i' or 'j' or 'l' or 'r' or 't' or ' ' or '-' or '.' or ',' or '/' or '(' or ')' => 0.4,
        'm' or 'w' or 'M' or 'W' or '%' => 0.9,
        >= 'A' and <= 'Z' => 0.75,
        _ => 0.6,
    });
}

/// <summary>The size of a figure, mm.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public readonly record struct FigureSize(double Width, double Height)
{
    private const double Least = 20, Most = 2000;

    /// <summary>Reads "84x60".</summary>
    /// <exception cref="UserErrorException">It is not a size, or one that nothing fits in.</exception>
    public static FigureSize Parse(string text)
    {
        var sides = text.Split('x');
        if (sides.Length == 2 && Side(sides[0]) is { } width && Side(sides[1]) is { } height)
            return new FigureSize(width, height);
        throw new UserErrorException(
            $"size of a figure: expected WIDTHxHEIGHT in mm, each from {Least} to {Most}, e.g. 84x60; received '{text}'.");

        static double? Side(string text) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var side)
                && side is >= Least and <= Most ? side : null;
    }
}
