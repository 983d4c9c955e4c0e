using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InpaintLab.Reporting.Figures;

/// <summary>Draws with gnuplot 5.4 or later: SVG with its own terminal, PDF and PNG through cairo.</summary>
/// <param name="program">The program; on PATH unless it is a path.</param>
/// <param name="timeLimit">How long a figure may take; null for a minute.</param>
internal sealed partial class GnuplotRenderer(string program = "gnuplot", TimeSpan? timeLimit = null) : IFigureRenderer
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <inheritdoc/>
    public byte[] Render(Figure figure, FigureFormat format) => Render(figure, [format])[0];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Render(Figure figure, IReadOnlyList<FigureFormat> formats)
    {
        if (figure.Panels.Count == 0)
            throw new ArgumentException("expected a panel or more", nameof(figure));
        var script = new GnuplotScript(figure).Write();
        return Task.WhenAll(formats.Select(format => Task.Run(() => Draw(figure, format, script)))).GetAwaiter().GetResult();
    }

    private byte[] Draw(Figure figure, FigureFormat format, StringBuilder script)
    {
        var bytes = new GnuplotProcess(program, timeLimit ?? TimeSpan.FromMinutes(1)).Run(Terminal(figure, format), script);
        return format switch
        {
            FigureFormat.Svg => InMillimetres(bytes, figure.DrawnSize),
            FigureFormat.Pdf => WithoutDate(bytes),
            _ => bytes,
        };
    }

    private static string Terminal(Figure figure, FigureFormat format)
    {
        var (theme, size) = (figure.Theme, figure.DrawnSize);
        // To pango an inch has 96 pixels, to gnuplot's cairo terminals 72: hence the scales of fonts below.
        var font = $"font 'sans-serif,{Text(theme.FontSize)}'";
        switch (format)
        {
            case FigureFormat.Svg:
                // The unit is a point here; the file says how many millimetres the whole is.
                return $"svg size {Whole(size.Width, PointsPerMillimetre)},{Whole(size.Height, PointsPerMillimetre)} fixed noenhanced "
                    + $"{font} background '#ffffff'";
            case FigureFormat.Pdf:
                return $"pdfcairo noenhanced color size {Text(size.Width / 10)}cm,{Text(size.Height / 10)}cm {font} fontscale 0.75 "
                    + "linewidth 1 background '#ffffff'";
            default:
                var (pixels, scale, fontScale) = (theme.Dpi / 25.4, Text(theme.Dpi / 72), Text(0.75 * theme.Dpi / 72));
                return $"pngcairo noenhanced size {Whole(size.Width, pixels)},{Whole(size.Height, pixels)} {font} "
                    + $"fontscale {fontScale} linewidth {scale} pointscale {scale} background '#ffffff'";
        }
    }

    // Only the beginning is looked at, where the size stands: figures of many curves have megabytes.
    private static byte[] InMillimetres(byte[] svg, FigureSize size)
    {
        var start = Encoding.Latin1.GetString(svg, 0, Math.Min(svg.Length, 1000));
        var changed = SvgSize().Replace(start, $" width=\"{Text(size.Width)}mm\" height=\"{Text(size.Height)}mm\"", 1);
        return [.. Encoding.Latin1.GetBytes(changed), .. svg.AsSpan(start.Length)];
    }

    // In place, with as many bytes: a PDF's table of contents counts them.
    private static byte[] WithoutDate(byte[] pdf)
    {
        foreach (var name in new[] { "/CreationDate (D:", "/ModDate (D:" })
        {
            for (var rest = pdf.AsSpan(); rest.IndexOf(Encoding.ASCII.GetBytes(name)) is >= 0 and var at;)
            {
                rest = rest[(at + name.Length)..];
                foreach (ref var character in rest[..Math.Max(0, rest.IndexOf((byte)')'))])
                    character = char.IsAsciiDigit((char)character) ? (byte)'0' : character;
            }
        }

        return pdf;
    }

    private static string Whole(double millimetres, double perMillimetre) => Text(Math.Round(millimetres * perMillimetre));

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+width=""\d+""\s+height=""\d+""")]
    private static partial Regex SvgSize();
}
