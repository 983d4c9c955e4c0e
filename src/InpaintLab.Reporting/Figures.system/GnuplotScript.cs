using System.Text;

namespace InpaintLab.Reporting.Figures;

/// <summary>A figure in gnuplot's language: data as numbers in here-documents, texts quoted, nothing else of the figure's.</summary>
internal sealed class GnuplotScript(Figure figure)
{
    private readonly FigureLayout _layout = new(figure);
    private readonly StringBuilder _script = new();
    private int _blocks;

    /// <summary>The script, but for the terminal, which is set before it.</summary>
    public StringBuilder Write()
    {
        Line("set multiplot");
        Line("unset key");
        Text(
            figure.Title, new FigurePlace(_layout.Size.Width / 2, _layout.Size.Height - figure.Theme.LineHeight), _layout.Size.Width, 1.15);
        Line("set border 3 lc rgb '#202020' lw 0.6");
        Line("set grid noxtics ytics back lc rgb '#d8d8d8' lw 0.5 dt solid");
        foreach (var (panel, layout) in figure.Panels.Zip(_layout.Panels))
        {
            Write(panel, layout);
            Line("unset label; unset arrow; unset object");
        }

        Line("unset multiplot");
        return _script;
    }

    /// <summary>A here-document of rows of numbers; an empty row interrupts a line.</summary>
    /// <returns>Its name.</returns>
    internal string Block(IEnumerable<double[]> rows)
    {
        var name = $"$d{_blocks++}";
        Line($"{name} << END");
        foreach (var row in rows)
        {
            for (var place = 0; place < row.Length; place++)
            {
                if (place > 0)
                    _script.Append(' ');
                GnuplotText.Append(_script, row[place]);
            }

            _script.Append('\n');
        }

        Line("END");
        return name;
    }

    private void Write(Panel panel, PanelLayout layout)
    {
        // Blocks come first: they are lines of their own.
        var elements = new GnuplotMarks(this, panel, figure.Theme).Elements();
        Line($"set lmargin at screen {Along(layout.Left)}; set rmargin at screen {Along(layout.Right)}");
        Line($"set bmargin at screen {Up(layout.Bottom)}; set tmargin at screen {Up(layout.Top)}");
        Text(panel.Title, layout.Title, layout.Inside.Width, 1.05);
        Axis('x', panel.X, layout.X, layout.TurnsNames);
        Axis('y', panel.Y, layout.Y, turned: false);
        Text(panel.X.Text, layout.XLabel, layout.Inside.Width, 1);
        Text(panel.Y.Text, layout.YLabel, layout.Inside.Height, 1, "rotate by 90");
        foreach (var entry in layout.Legend?.Entries ?? [])
            Legend(entry, layout.Legend!.FontSize);
        foreach (var label in Labels(panel, layout))
            Line(label);
        Line($"plot {string.Join(", ", elements)}");
    }

    private void Axis(char name, Axis axis, AxisScale scale, bool turned)
    {
        Line(axis.Log ? $"set logscale {name}" : $"unset logscale {name}");
        Line($"set {name}range [{GnuplotText.Number(scale.Min)}:{GnuplotText.Number(scale.Max)}]");
        Line($"set format {name} '%g'");
        var tics = $"set {name}tics nomirror out scale 0.5 textcolor rgb '#202020'" + (
            name == 'x' && !turned ? " offset 0,0.3" : " offset 0,0");
        if (axis.Categories.Count == 0)
        {
            Line($"{tics} norotate autojustify {GnuplotText.Number(scale.Step)}");
            return;
        }

        var names = axis.Categories.Select((category, place) => $"{GnuplotText.QuotedTick(category)} {place}");
        Line($"{tics} {(turned ? "rotate by 30 right" : "norotate autojustify")} ({string.Join(", ", names)})");
    }

    private IEnumerable<string> Labels(Panel panel, PanelLayout layout)
    {
        var named = panel.Marks.OfType<Points>()
            .SelectMany(m => m.Items)
            .Where(p => p.Text.Length > 0 && panel.Shows(new FigurePlace(p.X, p.Y)))
            .ToList();
        if (named.Count == 0)
            return [];
        var places = named.ConvertAll(p => Inside(new FigurePlace(p.X, p.Y)));
        var sides = LabelPlacement.Place(places, named.ConvertAll(p => p.Text), Lines(), layout.Inside, figure.Theme);
        return named.Zip(sides, Label);

        FigurePlace Inside(FigurePlace p) =>
            new(layout.Inside.Width * layout.X.Share(p.X, panel.X.Log), layout.Inside.Height * layout.Y.Share(p.Y, panel.Y.Log));

        IEnumerable<FigurePlace> Lines() => panel.Marks.OfType<Curve>().SelectMany(curve =>
        {
            var points = curve.Places.Where(panel.Shows).Select(Inside).ToList();
            return points.Zip(points.Skip(1)).SelectMany(ends => Enumerable.Range(0, 20).Select(i => new FigurePlace(
                ends.First.X + (i / 20.0 * (ends.Second.X - ends.First.X)), ends.First.Y + (i / 20.0 * (ends.Second.Y - ends.First.Y)))));
        });

        static string Label(NamedPoint p, LabelSide side) =>
            $"set label {GnuplotText.Quoted(p.Text)} at {GnuplotText.Number(p.X)},{GnuplotText.Number(p.Y)} front " + side switch
            {
                LabelSide.Right => "left offset char 0.8,0",
                LabelSide.Left => "right offset char -0.8,0",
                LabelSide.Above => "center offset char 0,0.7",
                LabelSide.Below => "center offset char 0,-0.7",
                LabelSide.AboveRight => "left offset char 0.8,0.7",
                LabelSide.AboveLeft => "right offset char -0.8,0.7",
                LabelSide.BelowRight => "left offset char 0.8,-0.7",
                _ => "right offset char -0.8,-0.7",
            };
    }

    // Not gnuplot's key, which drops entries that it finds no room for.
    private void Legend(LegendEntry entry, double fontSize)
    {
        var (x, y, width) = (entry.X, entry.Y, _layout.SampleWidth);
        var half = 0.3 * figure.Theme.LineHeight;
        var look = new MarkLook(entry.Mark, figure.Theme);
        if (entry.Mark is Bars or Distribution)
            Line($"set object rectangle from {At(x, y - half)} to {At(x + width, y + half)} {look.Area(0.85)}");
        if (entry.Mark is Curve)
            Line($"set arrow from {At(x, y)} to {At(x + width, y)} nohead {look.Line}");
        if (entry.Mark is Points or Curve { IsReference: false })
            Line($"set label '' at {At(x + (width / 2), y)} point {look.Marker}");
        Line(
            $"set label {GnuplotText.Quoted(entry.Text)} at {At(x + width + (0.4 * figure.Theme.LineHeight), y)} left font "
                + $"',{Number(fontSize)}'");
    }

    private void Text(string text, FigurePlace middle, double room, double ofFont, string turned = "")
    {
        if (text.Length > 0)
        {
            Line(
                $"set label {GnuplotText.Quoted(text)} at {At(middle.X, middle.Y)} center {turned} font "
                    + $"',{Number(_layout.Fit(text, room, ofFont * figure.Theme.FontSize))}'");
        }
    }

    private string At(double x, double y) => $"screen {Along(x)}, screen {Up(y)}";

    private string Along(double millimetres) => Number(millimetres / _layout.Size.Width);

    private string Up(double millimetres) => Number(millimetres / _layout.Size.Height);

    private static string Number(double value) => GnuplotText.Number(Math.Round(value, 5));

    private void Line(string line) => _script.Append(line).Append('\n');
}
