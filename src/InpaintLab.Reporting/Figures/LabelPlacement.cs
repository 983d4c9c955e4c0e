namespace InpaintLab.Reporting.Figures;

/// <summary>The side of its point that a text stands on.</summary>
internal enum LabelSide
{
    Right,
    Left,
    Above,
    Below,
}

/// <summary>Puts texts beside points so that they cover neither each other nor points, where that can be had: greedily, in order.</summary>
internal static class LabelPlacement
{
    private const double Gap = 1.2; // mm between a point's middle and its text

    /// <summary>The side for each text.</summary>
    /// <param name="points">Middles of the points, mm from the lower left corner of the panel's inside.</param>
    /// <param name="texts">Their texts.</param>
    /// <param name="inside">Width and height of the panel's inside, mm.</param>
    /// <param name="theme">Says how large texts are.</param>
    public static IReadOnlyList<LabelSide> Place(IReadOnlyList<FigurePlace> points, IReadOnlyList<string> texts, FigureSize inside, FigureTheme theme)
    {
        var taken = points.Select(p => new Area(p.X - (Gap / 2), p.Y - (Gap / 2), p.X + (Gap / 2), p.Y + (Gap / 2))).ToList();
        var sides = new List<LabelSide>();
        foreach (var (point, text) in points.Zip(texts))
        {
            var areas = Enum.GetValues<LabelSide>().ToDictionary(side => side, side => AreaOf(side, point, theme.WidthOf(text), theme.LineHeight));
            var best = areas.MinBy(a => taken.Sum(t => t.Overlap(a.Value)) + a.Value.Outside(inside)).Key;
            taken.Add(areas[best]);
            sides.Add(best);
        }

        return sides;
    }

    private static Area AreaOf(LabelSide side, FigurePlace p, double width, double height) => side switch
    {
        LabelSide.Right => new Area(p.X + Gap, p.Y - (height / 2), p.X + Gap + width, p.Y + (height / 2)),
        LabelSide.Left => new Area(p.X - Gap - width, p.Y - (height / 2), p.X - Gap, p.Y + (height / 2)),
        LabelSide.Above => new Area(p.X - (width / 2), p.Y + Gap, p.X + (width / 2), p.Y + Gap + height),
        _ => new Area(p.X - (width / 2), p.Y - Gap - height, p.X + (width / 2), p.Y - Gap),
    };

    private readonly record struct Area(double Left, double Bottom, double Right, double Top)
    {
        private double Size => (Right - Left) * (Top - Bottom);

        public double Overlap(Area other) =>
            Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Top, other.Top) - Math.Max(Bottom, other.Bottom));

        // A text cut at the border is worse than one over another.
        public double Outside(FigureSize inside) => 3 * (Size - Overlap(new Area(0, 0, inside.Width, inside.Height)));
    }
}
