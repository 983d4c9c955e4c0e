using System.Globalization;
using System.Text;

namespace InpaintLab.Reporting.Figures;

/// <summary>Texts and numbers as gnuplot reads them.</summary>
internal static class GnuplotText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>
    /// A text between single quotes: there gnuplot neither runs what stands between backticks nor expands @macros nor heeds backslashes;
    /// only the quote itself counts, and is doubled. Control characters become spaces, since a line's end would end the command.
    /// </summary>
    public static string Quoted(string text)
    {
        var printable = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

        // \U+221E would become one character: a word joiner, which has no width, keeps the text what it is.
        return $"'{printable.Replace("\\U+", "\\\u2060U+", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>The same for the names on an axis, in which gnuplot takes % for a number's format.</summary>
    public static string QuotedTick(string text) => Quoted(text.Replace("%", "%%", StringComparison.Ordinal));

    /// <summary>A number; what is not finite becomes NaN.</summary>
    public static string Number(double value) => double.IsFinite(value) ? value.ToString("R", Invariant) : "NaN";

    /// <summary>Appends a number of the data, in nine digits: a hundred-thousandth of a dot.</summary>
    public static void Append(StringBuilder script, double value)
    {
        if (double.IsFinite(value))
            script.Append(Invariant, $"{value:G9}");
        else
            script.Append("NaN");
    }

    /// <summary>A colour, covered by so much of what lies below.</summary>
    public static string Colour((byte R, byte G, byte B) colour, double opacity = 1) =>
        $"rgb '#{(byte)Math.Round(255 * (1 - opacity)):x2}{colour.R:x2}{colour.G:x2}{colour.B:x2}'";
}
