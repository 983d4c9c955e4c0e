namespace InpaintLab.Imaging.Drawing;

/// <summary>Writes ASCII text into images with the built-in bitmap font, so that pictures carry captions on any machine.</summary>
public static class Text
{
    /// <summary>From one character to the next, in pixels at scale 1.</summary>
    public const int Advance = FontGlyphs.Width + 1;

    /// <summary>From one line to the next, in pixels at scale 1.</summary>
    public const int LineHeight = FontGlyphs.Height + 1;

    /// <summary>Width of one line in pixels.</summary>
    public static int Measure(string line, int scale = 1) => line.Length == 0 ? 0 : ((line.Length * Advance) - 1) * scale;

    /// <summary>Largest number of characters of a line that fits into a width in pixels; at least 1.</summary>
    public static int Fitting(int width, int scale = 1) => Math.Max(1, ((width / scale) + 1) / Advance);

    /// <summary>
    /// Breaks a text into lines of at most <paramref name="length"/> characters, at line breaks and spaces, else after a hyphen,
    /// else inside the word.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var rest = paragraph.Trim();
            while (rest.Length > length)
            {
                var space = rest.LastIndexOf(' ', length);
                var hyphen = rest.LastIndexOf('-', length - 1);
                var end = space > 0 ? space : hyphen > 0 ? hyphen + 1 : length;
                lines.Add(rest[..end].TrimEnd());
                rest = rest[end..].TrimStart();
            }

            if (rest.Length > 0)
                lines.Add(rest);
        }

        return lines;
    }

    /// <summary>
    /// Draws one line, its top left pixel at (<paramref name="x"/>, <paramref name="y"/>); what leaves the image is cut off, a character
    /// outside ASCII is drawn as '?'.
    /// </summary>
    /// <param name="image">8-bit; its first channels take the colour, alpha becomes opaque.</param>
    /// <param name="line">Without line breaks.</param>
    /// <param name="x">In pixels.</param>
    /// <param name="y">In pixels.</param>
    /// <param name="colour">Of the ink.</param>
    /// <param name="scale">Pixels of the image a pixel of the font.</param>
    public static void Draw(ImageBuffer image, string line, int x, int y, Colour colour, int scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        for (var i = 0; i < line.Length; i++)
        {
            for (var row = 0; row < FontGlyphs.Height; row++)
            {
                for (var column = 0; column < FontGlyphs.Width; column++)
                {
                    if (FontGlyphs.IsInked(line[i], column, row))
                        Canvas.Fill(image, x + (((i * Advance) + column) * scale), y + (row * scale), scale, scale, colour);
                }
            }
        }
    }
}
