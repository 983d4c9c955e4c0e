namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>
/// Fewer points for the same picture: of each of many short stretches the first, the last, the lowest and the highest are kept (M4, Jugel et
/// al., VLDB 2014), so that no peak is lost where a curve has more points than a page has dots. Gaps stay gaps.
/// </summary>
internal static class Thinning
{
    private const int Stretches = 400;
    private const int PointsPerStretch = 4;

    /// <summary>The points that are drawn, in order; all of them where there are few.</summary>
    public static IReadOnlyList<CurvePoint> Of(IReadOnlyList<CurvePoint> points)
    {
        if (points.Count <= Stretches * PointsPerStretch)
            return points;
        var kept = new SortedSet<int>();
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var (begin, end) = (Bound(stretch), Bound(stretch + 1));
            var (low, high) = (begin, begin);
            for (var i = begin; i < end; i++)
            {
                if (!double.IsFinite(points[i].Y))
                {
                    kept.Add(i);
                    continue;
                }

                if (!double.IsFinite(points[low].Y) || points[i].Y < points[low].Y)
                    low = i;
                if (!double.IsFinite(points[high].Y) || points[i].Y > points[high].Y)
                    high = i;
            }

            kept.UnionWith([begin, low, high, end - 1]);
        }

        return [.. kept.Select(i => points[i])];

        int Bound(int stretch) => (int)((long)points.Count * stretch / Stretches);
    }
}
