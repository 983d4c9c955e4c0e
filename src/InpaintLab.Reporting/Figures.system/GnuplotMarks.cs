namespace InpaintLab.Reporting.Figures;

/// <summary>The marks of a panel as elements of gnuplot's <c>plot</c>.</summary>
internal sealed class GnuplotMarks(GnuplotScript script, Panel panel, FigureTheme theme)
{
    private const int MarkersOnALongCurve = 8;
    private const double MarkerSize = 0.5;
    private const string Grey = "lc rgb '#808080'";

    private readonly List<string> _elements = [];

    /// <summary>The elements in the order of drawing; their data have been written to the script.</summary>
    public IReadOnlyList<string> Elements()
    {
        // What has no value at all is drawn nowhere, but axes and legend are.
        _elements.Add("NaN notitle");
        foreach (var mark in panel.Marks)
            Add(mark);
        return _elements;
    }

    private void Add(Mark mark)
    {
        if (!mark.Places.Any(panel.Shows))
        {
            if (mark.Label.Length > 0)
                _elements.Add($"keyentry with linespoints {Line(mark)} {Marker(mark)}{Title(mark)}");
            return;
        }

        switch (mark)
        {
            case Curve { IsReference: true } curve:
                Draw(Rows(curve), "using 1:2 with lines", $"{Grey} lw {Number(0.7 * theme.LineWidth)} dt (4,3)", Title(mark));
                break;
            case Curve curve:
                AddCurve(curve);
                break;
            case Bars bars:
                AddBars(bars);
                break;
            case Distribution distribution:
                AddDistribution(distribution);
                break;
            case Points points:
                var places = points.Items.Where(p => panel.Shows(new FigurePlace(p.X, p.Y))).Select(p => new[] { p.X, p.Y });
                Draw(places, "using 1:2 with points", $"{Colour(mark, points.Opacity)} pt 7 ps {Number(MarkerSize)}", Title(mark));
                break;
            default:
                throw new NotSupportedException($"{mark.GetType().Name} has no drawing in gnuplot");
        }
    }

    private void AddCurve(Curve curve)
    {
        var intervals = curve.Points.Where(p => p.HasInterval && panel.Y.Shows(p.Low!.Value) && panel.Y.Shows(p.High!.Value) && Shows(p)).ToList();
        if (curve.Intervals == IntervalStyle.Band && intervals.Count > 0)
        {
            var known = intervals.ToHashSet();
            var rows = Interrupted(curve.Points, known.Contains, p => [p.X, p.Low!.Value, p.High!.Value]);
            Draw(rows, "using 1:2:3 with filledcurves", $"{Fill(curve)} fs transparent solid 0.2 noborder", " notitle");
        }

        var every = Math.Max(1, curve.Points.Count / MarkersOnALongCurve);
        var interval = curve.Points.Count <= 3 * MarkersOnALongCurve ? 1 : every;
        Draw(Rows(curve), "using 1:2 with linespoints", $"{Line(curve)} {Marker(curve)} pi {interval}", Title(curve));

        // Between two gaps there is no line, and perhaps no marker either.
        var alone = curve.Points.Where((p, i) => Shows(p) && !ShowsAt(curve, i - 1) && !ShowsAt(curve, i + 1)).Select(p => new[] { p.X, p.Y }).ToList();
        if (interval > 1 && alone.Count > 0)
            Draw(alone, "using 1:2 with points", $"{Colour(curve)} {Marker(curve)}", " notitle");
        if (curve.Intervals == IntervalStyle.Whiskers && intervals.Count > 0)
        {
            var rows = intervals.Select(p => new[] { p.X, p.Y, p.Low!.Value, p.High!.Value });
            Draw(rows, "using 1:2:3:4 with yerrorbars", $"{Colour(curve)} lw {Number(0.8 * theme.LineWidth)} pt 0 ps 0", " notitle");
        }
    }

    private void AddBars(Bars bars)
    {
        var shown = bars.Items.Where(b => panel.Shows(new FigurePlace(b.X, b.Value))).ToList();
        Draw(shown.Select(b => new[] { b.X, b.Value, bars.Width }), "using 1:2:3 with boxes", $"{Fill(bars)} fs solid 0.85 noborder", Title(bars));
        var whiskers = shown.Where(b => b is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high)).ToList();
        if (whiskers.Count > 0)
            Draw(whiskers.Select(b => new[] { b.X, b.Value, b.Low!.Value, b.High!.Value }), "using 1:2:3:4 with yerrorbars", "lc rgb '#202020' lw 0.9 pt 0 ps 0", " notitle");
    }

    private void AddDistribution(Distribution distribution)
    {
        var (x, s) = (distribution.X, distribution.Summary!);
        var width = distribution.Width;
        if (distribution.Outline is { } outline)
        {
            var half = width / 2;
            var left = outline.Points.Select(p => new[] { x - (half * p.Density), p.Value });
            var right = outline.Points.Reverse().Select(p => new[] { x + (half * p.Density), p.Value });
            Draw(left.Concat(right), "using 1:2 with filledcurves closed", $"{Fill(distribution)} fs transparent solid 0.35 noborder", " notitle");
            width *= 0.12;
        }

        double[] box = [x, s.LowerQuartile, s.Low, s.High, s.UpperQuartile, width];
        Draw([box], "using 1:2:3:4:5:6 with candlesticks whiskerbars 0.5", $"{Colour(distribution)} lw {Number(theme.LineWidth)} fs transparent solid 0.35 border", Title(distribution));
        Draw([[x - (width / 2), s.Median, width, 0]], "using 1:2:3:4 with vectors nohead", $"lc rgb '#202020' lw {Number(1.5 * theme.LineWidth)}", " notitle");
        if (distribution.Outline is null && s.Outliers.Count > 0)
            Draw(s.Outliers.Select(v => new[] { x, v }), "using 1:2 with points", $"{Colour(distribution)} pt 6 ps {Number(0.7 * MarkerSize)}", " notitle");
    }

    private void Draw(IEnumerable<double[]> rows, string how, string style, string title) =>
        _elements.Add($"{script.Block(rows)} {how} {style}{title}");

    private IEnumerable<double[]> Rows(Curve curve) => Interrupted(curve.Points, Shows, p => [p.X, p.Y]);

    private static IEnumerable<double[]> Interrupted(IReadOnlyList<CurvePoint> points, Func<CurvePoint, bool> isThere, Func<CurvePoint, double[]> row)
    {
        var (begun, gap) = (false, false);
        foreach (var point in points)
        {
            if (!isThere(point))
            {
                gap = begun;
                continue;
            }

            if (gap)
                yield return [];
            yield return row(point);
            (begun, gap) = (true, false);
        }
    }

    private bool Shows(CurvePoint point) => panel.Shows(new FigurePlace(point.X, point.Y));

    private bool ShowsAt(Curve curve, int place) => place >= 0 && place < curve.Points.Count && Shows(curve.Points[place]);

    private string Title(Mark mark) => panel.LegendText(mark) is { Length: > 0 } text ? $" title {GnuplotText.Quoted(text)}" : " notitle";

    private string Line(Mark mark)
    {
        var dashes = FigureStyle.Of(mark.Style).Dashes;
        var pattern = dashes.Count == 0 ? "solid" : $"({string.Join(',', dashes.Select(Number))})";
        return $"{Colour(mark)} lw {Number(theme.LineWidth)} dt {pattern}";
    }

    private static string Colour(Mark mark, double opacity = 1) => $"lc {GnuplotText.Colour(FigureStyle.Of(mark.Style).Colour, opacity)}";

    private static string Fill(Mark mark) => $"fc {GnuplotText.Colour(FigureStyle.Of(mark.Style).Colour)}";

    private static string Marker(Mark mark)
    {
        var type = FigureStyle.Of(mark.Style).Marker switch
        {
            MarkerShape.Disc => 7,
            MarkerShape.Triangle => 9,
            MarkerShape.Square => 5,
            MarkerShape.Diamond => 13,
            MarkerShape.TriangleDown => 11,
            MarkerShape.Circle => 6,
            _ => 2,
        };
        return $"pt {type} ps {Number(MarkerSize)}";
    }

    private static string Number(double value) => GnuplotText.Number(Math.Round(value, 3));
}
