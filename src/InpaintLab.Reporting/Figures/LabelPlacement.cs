namespace InpaintLab.Reporting.Figures;

/// <summary>The side of its point that a text stands on.</summary>
internal enum LabelSide
{
    Right,
    Left,
    Above,
    Below,
    AboveRight,
    AboveLeft,
    BelowRight,
    BelowLeft,
}

/// <summary>Puts texts beside points so that they cover neither each other nor points, where that can be had: greedily, in order.</summary>
internal static class LabelPlacement
{
    private const double Gap = 1.2; // mm between a point's middle and its text

    /// <summary>The side for each text.</summary>
    /// <param name="points">Middles of the points, mm from the lower left corner of the panel's inside.</param>
    /// <param name="texts">Their texts.</param>
    /// <param name="lines">Places along lines that had better stay free, too.</param>
    /// <param name="inside">Width and height of the panel's inside, mm.</param>
    /// <param name="theme">Says how large texts are.</param>
    public static IReadOnlyList<LabelSide> Place(
        IReadOnlyList<FigurePlace> points, IReadOnlyList<string> texts,
        IEnumerable<FigurePlace> lines, FigureSize inside, FigureTheme theme)
    {
        // A point that is hidden is worse than a text over a line.
        var taken = points.Select(p => (Area: Around(p, Gap), Weight: 8.0))
            .Concat(lines.Select(p => (Area: Around(p, Gap / 2), Weight: 1.0)))
            .ToList();
        var sides = new List<LabelSide>();
        foreach (var (point, text) in points.Zip(texts))
        {
            var areas = Enum.GetValues<LabelSide>()
                .ToDictionary(side => side, side => AreaOf(side, point, 1.05 * theme.WidthOf(text), theme.LineHeight));
            var best = areas.MinBy(a => taken.Sum(t => t.Weight * t.Area.Overlap(a.Value)) + a.Value.Outside(inside)).Key;
            taken.Add((areas[best], 4));
            sides.Add(best);
        }

        return sides;
    }

    private static Area Around(FigurePlace p, double half) => new(p.X - half, p.Y - half, p.X + half, p.Y + half);

    private static Area AreaOf(LabelSide side, FigurePlace p, double width, double height)
    {
        var left = side switch
        {
            LabelSide.Right or LabelSide.AboveRight or LabelSide.BelowRight => p.X + Gap,
            LabelSide.Left or LabelSide.AboveLeft or LabelSide.BelowLeft => p.X - Gap - width,
            _ => p.X - (width / 2),
        };
        var bottom = side switch
        {
            LabelSide.Above or LabelSide.AboveRight or LabelSide.AboveLeft => p.Y + (Gap / 2),
            LabelSide.Below or LabelSide.BelowRight or LabelSide.BelowLeft => p.Y - (Gap / 2) - height,
            _ => p.Y - (height / 2),
        };
        return new Area(left, bottom, left + width, bottom + height);
    }

    private readonly record struct Area(double Left, double Bottom, double Right, double Top)
    {
        private double Size => (Right - Left) * (Top - Bottom);

        public double Overlap(Area other) =>
            Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(
                0, Math.Min(Top, other.Top) - Math.Max(Bottom, other.Bottom));

        // A text cut at the border is worse than one over another.
        public double Outside(FigureSize inside) => 8 * (Size - Overlap(new Area(Gap, 0, inside.Width, inside.Height)));
    }
}
