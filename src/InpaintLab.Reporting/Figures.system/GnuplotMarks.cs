namespace InpaintLab.Reporting.Figures;

/// <summary>The marks of a panel as elements of gnuplot's <c>plot</c>.</summary>
internal sealed class GnuplotMarks(GnuplotScript script, Panel panel, FigureTheme theme)
{
    private const int MarkersOnALongCurve = 8;
    private const double WhiskerHead = 0.012; // half of it, over the panel's width

    private readonly List<string> _elements = [];

    /// <summary>The elements in the order of drawing; their data have been written to the script.</summary>
    public IReadOnlyList<string> Elements()
    {
        // What has no value at all is drawn nowhere, but axes and legend are.
        _elements.Add("NaN");
        foreach (var mark in panel.Marks.Where(m => m.Places.Any(panel.Shows)))
            Add(mark);
        return _elements;
    }

    private void Add(Mark mark)
    {
        var look = new MarkLook(mark, theme);
        switch (mark)
        {
            case Curve { IsReference: true } curve:
                Draw(Rows(curve), "using 1:2 with lines", look.Line);
                break;
            case Curve curve:
                AddCurve(curve, look);
                break;
            case Bars bars:
                AddBars(bars, look);
                break;
            case Distribution distribution:
                AddDistribution(distribution, look);
                break;
            case Points points:
                var places = points.Items.Where(p => panel.Shows(new FigurePlace(p.X, p.Y))).Select(p => new[] { p.X, p.Y });
                Draw(places, "using 1:2 with points", look.Marker);
                break;
            default:
                throw new NotSupportedException($"{mark.GetType().Name} has no drawing in gnuplot");
        }
    }

    private void AddCurve(Curve curve, MarkLook look)
    {
        var intervals = curve.Points.Where(ShowsInterval).ToList();
        if (curve.Intervals == IntervalStyle.Band && intervals.Count > 0)
        {
            var rows = Interrupted(curve.Points, ShowsInterval, p => [p.X, p.Low!.Value, p.High!.Value]);
            Draw(rows, "using 1:2:3 with filledcurves", look.Area(0.2));
        }

        var every = Math.Max(1, curve.Points.Count / MarkersOnALongCurve);
        var interval = curve.Points.Count <= 3 * MarkersOnALongCurve ? 1 : every;
        Draw(Rows(curve), "using 1:2 with linespoints", $"{look.Line} {look.Shape} pi {interval}");

        // Between two gaps there is no line, and perhaps no marker either.
        var alone = curve.Points.Where((p, i) => Shows(p) && !ShowsAt(curve, i - 1) && !ShowsAt(curve, i + 1))
            .Select(p => new[] { p.X, p.Y })
            .ToList();
        if (interval > 1 && alone.Count > 0)
            Draw(alone, "using 1:2 with points", look.Marker);
        if (curve.Intervals == IntervalStyle.Whiskers && intervals.Count > 0)
        {
            Whiskers(intervals.Select(p => (p.X, p.Low!.Value, p.High!.Value)), look.Colour);
        }
    }

    private void AddBars(Bars bars, MarkLook look)
    {
        var shown = bars.Items.Where(b => panel.Shows(new FigurePlace(b.X, b.Value))).ToList();
        Draw(shown.Select(b => new[] { b.X, b.Value, bars.Width }), "using 1:2:3 with boxes", look.Area(0.85));
        Whiskers(
            shown.Where(b => b.Low is not null && b.High is not null).Select(b => (b.X, b.Low!.Value, b.High!.Value)),
            "lc rgb '#202020'",
            Math.Min(WhiskerHead, 0.3 * bars.Width / Math.Max(1, panel.X.Categories.Count)));
    }

    // Not gnuplot's error bars, which blank what lies under their points.
    private void Whiskers(IEnumerable<(double X, double Low, double High)> whiskers, string colour, double head = WhiskerHead)
    {
        var rows = whiskers.Where(w => panel.Y.Shows(w.Low) && panel.Y.Shows(w.High))
            .Select(w => new[] { w.X, w.Low, 0, w.High - w.Low })
            .ToList();
        if (rows.Count > 0)
        {
            Draw(
                rows,
                $"using 1:2:3:4 with vectors heads size graph {GnuplotText.Number(Math.Round(head, 4))},90 fixed",
                $"{colour} lw {Number(0.8 * theme.LineWidth)}");
        }
    }

    private void AddDistribution(Distribution distribution, MarkLook look)
    {
        var (x, s) = (distribution.X, distribution.Summary!);
        var width = distribution.Width;
        if (distribution.Outline is { } outline)
        {
            var half = width / 2;
            var left = outline.Points.Select(p => new[] { x - (half * p.Density), p.Value });
            var right = outline.Points.Reverse().Select(p => new[] { x + (half * p.Density), p.Value });
            Draw(left.Concat(right), "using 1:2 with filledcurves closed", look.Area(0.35));
            width *= 0.12;
        }

        double[] box = [x, s.LowerQuartile, s.Low, s.High, s.UpperQuartile, width];
        Draw(
            [box],
            "using 1:2:3:4:5:6 with candlesticks whiskerbars 0.5",
            $"{look.Colour} lw {Number(theme.LineWidth)} fs transparent solid 0.35 border");
        Draw(
            [[x - (width / 2), s.Median, width, 0]],
            "using 1:2:3:4 with vectors nohead",
            $"lc rgb '#202020' lw {Number(1.5 * theme.LineWidth)}");
        if (distribution.Outline is null && s.Outliers.Count > 0)
        {
            Draw(
                s.Outliers.Select(v => new[] { x, v }),
                "using 1:2 with points",
                $"{look.Colour} pt 6 ps {Number(0.7 * MarkLook.MarkerSize)}");
        }
    }

    private void Draw(IEnumerable<double[]> rows, string how, string style) => _elements.Add($"{script.Block(rows)} {how} {style}");

    private IEnumerable<double[]> Rows(Curve curve) => Interrupted(curve.Points, Shows, p => [p.X, p.Y]);

    private static IEnumerable<double[]> Interrupted(
        IReadOnlyList<CurvePoint> points, Func<CurvePoint, bool> isThere, Func<CurvePoint, double[]> row)
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

    private bool ShowsInterval(CurvePoint point) =>
        point.HasInterval && panel.Y.Shows(point.Low!.Value) && panel.Y.Shows(point.High!.Value) && Shows(point);

    private bool Shows(CurvePoint point) => panel.Shows(new FigurePlace(point.X, point.Y));

    private bool ShowsAt(Curve curve, int place) => place >= 0 && place < curve.Points.Count && Shows(curve.Points[place]);

    private static string Number(double value) => GnuplotText.Number(Math.Round(value, 3));
}
