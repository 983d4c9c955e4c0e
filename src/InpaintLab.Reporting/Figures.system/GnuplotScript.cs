using System.Text;

namespace InpaintLab.Reporting.Figures;

/// <summary>A figure in gnuplot's language: data as numbers in here-documents, texts quoted, nothing else of the figure's.</summary>
internal sealed class GnuplotScript(Figure figure)
{
    private const string Ink = "lc rgb '#202020'";

    // What axes, their numbers and labels leave of a panel, mm; near enough to put texts beside points.
    private const double Beside = 18, AboveAndBelow = 14;

    private readonly StringBuilder _script = new();
    private int _blocks;

    private FigureSize PanelSize => new(figure.DrawnSize.Width / figure.Panels.Count, figure.DrawnSize.Height);

    /// <summary>The script.</summary>
    /// <param name="terminal">What follows <c>set terminal</c>.</param>
    public string Write(string terminal)
    {
        Line("set encoding utf8");
        Line($"set terminal {terminal}");
        var title = figure.Title.Length == 0 ? "" : $" title {GnuplotText.Quoted(figure.Title)} font ',{Size(1.15)}'";
        Line($"set multiplot layout 1,{figure.Panels.Count}{title}");
        Line($"set border 3 {Ink} lw {Size(0.09)}");
        Line("set grid noxtics ytics back lc rgb '#d8d8d8' lw 0.5 dt solid");
        Line("set errorbars 0.5");
        foreach (var panel in figure.Panels)
            Write(panel);
        Line("unset multiplot");
        return _script.ToString();
    }

    /// <summary>A here-document of rows of numbers; an empty row interrupts a line.</summary>
    /// <returns>Its name.</returns>
    internal string Block(IEnumerable<double[]> rows)
    {
        var name = $"$d{_blocks++}";
        Line($"{name} << END");
        foreach (var row in rows)
            Line(string.Join(' ', row.Select(GnuplotText.Number)));
        Line("END");
        return name;
    }

    private void Write(Panel panel)
    {
        // Blocks come first: they are lines of their own.
        var elements = new GnuplotMarks(this, panel, figure.Theme).Elements();
        Line($"set title {GnuplotText.Quoted(panel.Title)} font ',{Size(1.05)}'");
        Axis('x', panel, panel.X, p => p.X);
        Axis('y', panel, panel.Y, p => p.Y);
        Line(panel.Marks.Any(m => m.Label.Length > 0) ? "set key bmargin center horizontal Left reverse samplen 3 spacing 1.1" : "unset key");
        Line("unset label");
        foreach (var label in Labels(panel))
            Line(label);
        Line($"plot {string.Join(", ", elements)}");
    }

    private void Axis(char name, Panel panel, Axis axis, Func<FigurePlace, double> along)
    {
        Line($"set {name}label {GnuplotText.Quoted(axis.Text)}");
        Line(axis.Log ? $"set logscale {name}" : $"unset logscale {name}");
        var (min, max) = AxisRange.Of(panel, axis, along);
        Line($"set {name}range [{End(min)}:{End(max)}]");
        Line($"set format {name} '%g'");
        var tics = $"set {name}tics nomirror out scale 0.5 textcolor rgb '#202020'";
        if (axis.Categories.Count == 0)
        {
            Line($"{tics} norotate autojustify autofreq");
            return;
        }

        var slot = (PanelSize.Width - Beside) / axis.Categories.Count;
        var turned = name == 'x' && axis.Categories.Max(figure.Theme.WidthOf) > slot;
        var names = axis.Categories.Select((category, place) => $"{GnuplotText.QuotedTick(category)} {place}");
        Line($"{tics} {(turned ? "rotate by 30 right" : "norotate autojustify")} ({string.Join(", ", names)})");

        static string End(double? end) => end is { } value ? GnuplotText.Number(value) : "*";
    }

    private IEnumerable<string> Labels(Panel panel)
    {
        var named = panel.Marks.OfType<Points>()
            .SelectMany(m => m.Items)
            .Where(p => p.Text.Length > 0 && panel.Shows(new FigurePlace(p.X, p.Y)))
            .ToList();
        if (named.Count == 0)
            return [];
        var inside = new FigureSize(PanelSize.Width - Beside, PanelSize.Height - AboveAndBelow);
        var (x, y) = (AxisRange.Of(panel, panel.X, p => p.X), AxisRange.Of(panel, panel.Y, p => p.Y));
        var places = named.ConvertAll(p => new FigurePlace(
            inside.Width * Share(p.X, x, panel.X.Log), inside.Height * Share(p.Y, y, panel.Y.Log)));
        return named.Zip(LabelPlacement.Place(places, named.ConvertAll(p => p.Text), inside, figure.Theme), Label);

        static double Share(double value, (double? Min, double? Max) ends, bool log)
        {
            var (low, high) = (ends.Min!.Value, ends.Max!.Value);
            return log ? Math.Log(value / low) / Math.Log(high / low) : (value - low) / (high - low);
        }

        static string Label(NamedPoint p, LabelSide side) =>
            $"set label {GnuplotText.Quoted(p.Text)} at {GnuplotText.Number(p.X)},{GnuplotText.Number(p.Y)} front " + side switch
            {
                LabelSide.Right => "left offset char 0.8,0",
                LabelSide.Left => "right offset char -0.8,0",
                LabelSide.Above => "center offset char 0,0.8",
                _ => "center offset char 0,-0.8",
            };
    }

    private string Size(double ofFont) => GnuplotText.Number(Math.Round(figure.Theme.FontSize * ofFont, 2));

    private void Line(string line) => _script.Append(line).Append('\n');
}
