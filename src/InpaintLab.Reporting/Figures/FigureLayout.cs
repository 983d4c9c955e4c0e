namespace InpaintLab.Reporting.Figures;

/// <summary>An entry of a legend.</summary>
/// <param name="Mark">What it stands for.</param>
/// <param name="Text">Its text.</param>
/// <param name="X">Where its sample begins, mm from the left.</param>
/// <param name="Y">Its middle, mm from below.</param>
internal sealed record LegendEntry(Mark Mark, string Text, double X, double Y);

/// <summary>The legend of a panel, or of all.</summary>
/// <param name="Entries">Its entries.</param>
/// <param name="Rows">Rows.</param>
/// <param name="FontSize">Of its texts, points.</param>
internal sealed record LegendLayout(IReadOnlyList<LegendEntry> Entries, int Rows, double FontSize);

/// <summary>Where a panel's inside lies, mm from the figure's lower left corner, and its axes.</summary>
/// <param name="Left">Left end.</param>
/// <param name="Right">Right end.</param>
/// <param name="Bottom">Lower end.</param>
/// <param name="Top">Upper end.</param>
/// <param name="X">The horizontal scale.</param>
/// <param name="Y">The vertical scale.</param>
/// <param name="TurnsNames">Whether names along x are too long to stand side by side.</param>
/// <param name="Legend">Its legend, at the figure's lower end; null for none.</param>
internal sealed record PanelLayout(
    double Left, double Right, double Bottom, double Top, AxisScale X, AxisScale Y, bool TurnsNames, LegendLayout? Legend)
{
    /// <summary>The middle of the x axis's label.</summary>
    public required FigurePlace XLabel { get; init; }

    /// <summary>The middle of the y axis's label.</summary>
    public required FigurePlace YLabel { get; init; }

    /// <summary>The middle of the title.</summary>
    public required FigurePlace Title { get; init; }

    /// <summary>Its inside.</summary>
    public FigureSize Inside => new(Right - Left, Top - Bottom);
}

/// <summary>Lays a figure out: insides of panels side by side at one height, legends below, one for all where all have the same.</summary>
internal sealed class FigureLayout
{
    private const double InsideHeight = 0.52; // over a column's width
    private const double RowHeight = 1.15; // of a legend, over a line's

    private readonly Figure _figure;
    private readonly FigureTheme _theme;

    /// <summary>The layout of a figure.</summary>
    public FigureLayout(Figure figure)
    {
        (_figure, _theme) = (figure, figure.Theme);
        var n = figure.Panels.Count;
        var width = figure.Size?.Width ?? (n == 1 ? _theme.ColumnWidth : _theme.FullWidth);
        var line = _theme.LineHeight;
        var each = width / n;
        var legends = Legends(width);
        var turned = figure.Panels.Select(p => Turns(p.X, each)).ToList();
        var legend = (legends.Max(l => l?.Rows ?? 0) * RowHeight * line) + (0.3 * line);
        var bottom = legend + figure.Panels.Zip(turned, BelowAxis).Max();
        var top = (0.8 * line) + (figure.Title.Length > 0 ? 1.5 * line : 0) + (figure.Panels.Any(p => p.Title.Length > 0) ? 1.3 * line : 0);
        Size = figure.Size ?? new FigureSize(width, bottom + top + (InsideHeight * _theme.ColumnWidth));
        Panels =
        [
            .. figure.Panels.Select((p, i) => Place(p, i * each, (i + 1) * each, legend, bottom, Size.Height - top, turned[i], legends[i])),
        ];
    }

    /// <summary>The figure's size.</summary>
    public FigureSize Size { get; }

    /// <summary>The length of a legend's sample, mm.</summary>
    public double SampleWidth => 2.2 * _theme.LineHeight;

    /// <summary>Its panels.</summary>
    public IReadOnlyList<PanelLayout> Panels { get; }

    /// <summary>A text's font size, points: less than <paramref name="wanted"/> where it would not fit.</summary>
    public double Fit(string text, double room, double wanted) =>
        wanted * Math.Clamp(room / (_theme.WidthOf(text) * wanted / _theme.FontSize), 0.5, 1);

    private PanelLayout Place(
        Panel panel, double left, double right, double below, double bottom, double top, bool turned, LegendLayout? legend)
    {
        var line = _theme.LineHeight;
        var y = AxisScale.Of(panel, panel.Y, p => p.Y, Math.Clamp((int)((top - bottom) / (2.2 * line)), 1, 8));
        var numbers = panel.Y.Categories.Count > 0 ? panel.Y.Categories : [.. y.Numbers(panel.Y.Log)];
        var inside = left + (0.4 * line) + (panel.Y.Text.Length > 0 ? 1.3 * line : 0) + (0.7 * line) + numbers.Max(_theme.WidthOf);
        var end = right - (panel.X.Categories.Count > 0 ? 0.5 * line : 0.6 * _theme.WidthOf("00000"));
        if (turned)
            inside = Math.Max(inside, left + (0.8 * _theme.WidthOf(panel.X.Categories[0])));
        inside = Math.Min(inside, end - 10);
        var x = AxisScale.Of(panel, panel.X, p => p.X, Math.Clamp((int)((end - inside) / _theme.WidthOf("00000000")), 1, 8));
        bottom = Math.Min(bottom, top - 10);
        return new PanelLayout(inside, end, bottom, top, x, y, turned, legend)
        {
            XLabel = new FigurePlace((inside + end) / 2, below + (0.6 * line)),
            YLabel = new FigurePlace(left + (0.8 * line), (bottom + top) / 2),
            Title = new FigurePlace((inside + end) / 2, top + (0.8 * line)),
        };
    }

    private double BelowAxis(Panel panel, bool turned)
    {
        var names = turned ? (0.55 * panel.X.Categories.Max(_theme.WidthOf)) + (1.3 * _theme.LineHeight) : 1.5 * _theme.LineHeight;
        return names + (panel.X.Text.Length > 0 ? 1.3 * _theme.LineHeight : 0);
    }

    private bool Turns(Axis axis, double width) =>
        axis.Categories.Count > 0 && axis.Categories.Max(_theme.WidthOf) > 0.9 * (width - (6 * _theme.LineHeight)) / axis.Categories.Count;

    private List<LegendLayout?> Legends(double width)
    {
        var entries = _figure.Panels
            .Select(p => p.Marks.Select(m => (Mark: m, Text: p.LegendText(m))).Where(e => e.Text.Length > 0).ToList())
            .ToList();
        if (entries.TrueForAll(e => e.Select(Look).SequenceEqual(entries[0].Select(Look))))
            return [.. entries.Select((e, i) => i == 0 ? Of(e, 0, width) : null)];
        var each = width / entries.Count;
        return [.. entries.Select((e, i) => Of(e, i * each, each))];

        static (string Text, int Style, Type Kind) Look((Mark Mark, string Text) entry) =>
            (entry.Text, entry.Mark.Style, entry.Mark.GetType());
    }

    private LegendLayout? Of(List<(Mark Mark, string Text)> entries, double left, double room)
    {
        if (entries.Count == 0)
            return null;
        var beside = SampleWidth + _theme.LineHeight;
        var widest = entries.Max(e => _theme.WidthOf(e.Text)) + beside;
        room -= _theme.LineHeight;
        var columns = Math.Clamp((int)(room / widest), 1, entries.Count);
        var rows = (entries.Count + columns - 1) / columns;
        var shrink = Math.Clamp((room - beside) / (widest - beside), 0.5, 1);
        var each = Math.Min(widest, room);
        var start = left + ((room + _theme.LineHeight - (columns * each)) / 2) + (0.5 * _theme.LineHeight);
        return new LegendLayout(
            [.. entries.Select((e, i) => new LegendEntry(
                e.Mark, e.Text, start + (i % columns * each), (rows - (i / columns) - 0.4) * RowHeight * _theme.LineHeight))],
            rows, shrink * _theme.FontSize);
    }
}
