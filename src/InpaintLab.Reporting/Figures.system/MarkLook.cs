namespace InpaintLab.Reporting.Figures;

/// <summary>What a mark looks like, in gnuplot's words.</summary>
internal sealed class MarkLook(Mark mark, FigureTheme theme)
{
    /// <summary>Size of a marker, over gnuplot's.</summary>
    public const double MarkerSize = 0.4;

    private const double DashUnit = 1.5;

    private readonly FigureStyle _style = FigureStyle.Of(mark.Style);

    /// <summary>The colour of lines.</summary>
    public string Colour => $"lc {GnuplotText.Colour(_style.Colour)}";

    /// <summary>A line.</summary>
    public string Line
    {
        get
        {
            if (mark is Curve { IsReference: true })
                return $"lc rgb '#808080' lw {GnuplotText.Number(0.7 * theme.LineWidth)} dt (6,5)";
            var pattern = _style.Dashes.Count == 0
                ? "solid"
                : $"({string.Join(',', _style.Dashes.Select(d => GnuplotText.Number(DashUnit * d)))})";
            return $"{Colour} lw {GnuplotText.Number(theme.LineWidth)} dt {pattern}";
        }
    }

    /// <summary>A marker with its colour.</summary>
    public string Marker => $"{Shape} lc {GnuplotText.Colour(_style.Colour, mark is Points points ? points.Opacity : 1)}";

    /// <summary>A marker in the colour of its line.</summary>
    public string Shape
    {
        get
        {
            var type = _style.Marker switch
            {
                MarkerShape.Disc => 7,
                MarkerShape.Triangle => 9,
                MarkerShape.Square => 5,
                MarkerShape.Diamond => 13,
                MarkerShape.TriangleDown => 11,
                MarkerShape.Circle => 6,
                _ => 2,
            };
            return $"pt {type} ps {GnuplotText.Number(MarkerSize)}";
        }
    }

    /// <summary>An area; that of a colour's second style is paler, with an outline.</summary>
    /// <param name="density">In (0, 1].</param>
    public string Area(double density)
    {
        var isSecond = mark is Bars && mark.Style >= FigureStyle.ColourCount;
        var border = isSecond ? $"border {Colour}" : "noborder";
        return $"fc {GnuplotText.Colour(_style.Colour)} fs transparent solid "
            + $"{GnuplotText.Number(isSecond ? 0.3 * density : density)} {border}";
    }
}
