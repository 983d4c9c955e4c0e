using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using InpaintLab.Reporting.Figures;

namespace InpaintLab.Tests.Reporting.Figures;

/// <summary>What every renderer of figures must do. With INPAINTLAB_FIGURES=FOLDER the samples are left there to be looked at.</summary>
public abstract class FigureRendererContract
{
    private const string Keep = "INPAINTLAB_FIGURES";

    public static TheoryData<string> Hostile =>
    [
        "it's \"quoted\"", "`touch {0}`", "$(touch {0})", "'; system 'touch {0}'; set title '", "\"; system(\"touch {0}\"); #", "a_b^c{d}@e&f~g",
        "back\\slash\\n \\101 \\U+221E", "<script>alert(1)</script> & &amp;", "100 % %d %s %g", "# no comment", "END", "{/Bold x}", "ä é 漢 ∞ ±",
    ];

    public static TheoryData<string> Samples => [.. FigureSamples.All.Keys];

    /// <summary>The renderer, or a skip that says what this machine lacks.</summary>
    protected abstract IFigureRenderer Create();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_kind_is_drawn_in_its_size_and_twice_the_same(string name)
    {
        var figure = FigureSamples.All[name];
        foreach (var format in Enum.GetValues<FigureFormat>())
        {
            var bytes = Create().Render(figure, format);
            Assert.Equal(bytes, Create().Render(figure, format));
            Check(bytes, format, figure.DrawnSize, figure.Theme);
            if (Environment.GetEnvironmentVariable(Keep) is { Length: > 0 } folder)
                File.WriteAllBytes(Path.Combine(folder, $"{name}.{format.ToString().ToLowerInvariant()}"), bytes);
        }
    }

    [Fact]
    public void A_pdf_does_not_tell_when_it_was_made()
    {
        var first = Create().Render(FigureSamples.All["many"], FigureFormat.Pdf);
        Thread.Sleep(TimeSpan.FromSeconds(1.1)); // the dates in a PDF count seconds
        Assert.Equal(first, Create().Render(FigureSamples.All["many"], FigureFormat.Pdf));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_label_is_text_whatever_stands_in_it(string pattern)
    {
        var trap = Path.Combine(Path.GetTempPath(), $"inpaintlab-trap-{Guid.NewGuid():N}");
        var label = pattern.Replace("{0}", trap, StringComparison.Ordinal);
        var marks = new Mark[]
        {
            new Curve("L" + label, [new(0, 1), new(1, 2)]), new Points("", [new(0.5, 1.5, "P" + label)]), new Curve("E" + label, []) { Style = 1 },
        };
        var named = new Panel(new Axis("X" + label, "U" + label), new Axis("Y" + label), marks) { Title = "T" + label };
        var categories = new Panel(new Axis("") { Categories = ["C" + label, "D" + label] }, new Axis("y"), [new Bars("B" + label, [new(0, 1), new(1, 2)], 0.5)]);
        var texts = Texts(new Figure([named, categories]) { Title = "F" + label, Size = new FigureSize(600, 200) });
        Assert.False(File.Exists(trap));
        foreach (var expected in new[] { "L", "P", "Y", "T", "C", "D", "B", "F" })
            Assert.Contains(expected + label, texts);
        Assert.Contains($"E{label} (no data)", texts);
        Assert.Contains($"X{label} (U{label})", texts);
    }

    [Fact]
    public void Control_characters_in_a_label_become_spaces()
    {
        var texts = Texts(Of(new Curve("a\nsystem 'false'\r\n\tb\0c", [new(0, 1), new(1, 2)])));
        Assert.Contains("a system 'false'   b c", texts.Select(t => t.Trim()));
    }

    [Fact]
    public void The_legend_has_the_order_of_the_marks_and_says_what_is_not_drawn()
    {
        string[] expected = ["second", "first (no data)", "third (2 not above 0)", "fourth (no data)"];
        var panel = new Panel(new Axis("x"), new Axis("y") { Log = true },
        [
            new Curve("second", [new(0, 1), new(1, 2)]), new Curve("first", []) { Style = 1 },
            new Curve("third", [new(0, 0), new(1, 2), new(2, -3), new(3, double.NaN)]) { Style = 2 },
            new Curve("fourth", [new(0, double.NaN), new(1, double.PositiveInfinity)]) { Style = 3 },
        ]);
        Assert.Equal(expected, Texts(new Figure([panel])).Where(expected.Contains));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_at_all_to_draw_still_gives_axes_and_legend(bool log)
    {
        var panel = new Panel(new Axis("the x"), new Axis("the y") { Log = log }, [new Curve("nothing", [])]);
        var texts = Texts(new Figure([panel, panel with { Marks = [] }]));
        Assert.Contains("nothing (no data)", texts);
        Assert.Equal(2, texts.Count(t => t == "the x"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 12.5)]
    [InlineData(-3, 1e-12)]
    [InlineData(1, 1e12)]
    public void A_single_point_has_room_around_it(double x, double y)
    {
        var texts = Texts(Of(new Curve("one", [new(x, y)])));
        Assert.Contains("one", texts);
        Assert.Contains(texts, t => double.TryParse(t, out _));
    }

    [Fact]
    public void Ten_thousand_points_are_drawn()
    {
        var figure = Of(new Curve("long", [.. Enumerable.Range(0, 10_000).Select(i => new CurvePoint(i, Math.Sin(i / 500.0)))]));
        Check(Create().Render(figure, FigureFormat.Png), FigureFormat.Png, figure.DrawnSize, figure.Theme);
        Assert.Contains("long", Texts(figure));
    }

    private static Figure Of(Mark mark) => new([new Panel(new Axis("x"), new Axis("y"), [mark])]);

    private List<string> Texts(Figure figure)
    {
        var svg = XDocument.Parse(Encoding.UTF8.GetString(Create().Render(figure, FigureFormat.Svg)));
        return [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim().Replace("\u2060", "", StringComparison.Ordinal))];
    }

    private static void Check(byte[] bytes, FigureFormat format, FigureSize size, FigureTheme theme)
    {
        switch (format)
        {
            case FigureFormat.Svg:
                var svg = XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root!;
                Assert.Equal($"{size.Width:0.####}mm", svg.Attribute("width")!.Value);
                Assert.Equal($"{size.Height:0.####}mm", svg.Attribute("height")!.Value);
                break;
            case FigureFormat.Pdf:
                Assert.StartsWith("%PDF-1.", Encoding.Latin1.GetString(bytes, 0, 8));
                Assert.EndsWith("%%EOF", Encoding.Latin1.GetString(bytes).TrimEnd());
                break;
            default:
                Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], bytes[..8]);
                Assert.Equal(size.Width * theme.Dpi / 25.4, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), 1.0);
                Assert.Equal(size.Height * theme.Dpi / 25.4, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)), 1.0);
                break;
        }
    }
}
