namespace InpaintLab.Imaging.Drawing;

/// <summary>A bar of <see cref="ColourMap.Heat"/> with the numbers of its ends.</summary>
/// <param name="Low">What black means, e.g. "0".</param>
/// <param name="High">What white means, e.g. "0.5 or more".</param>
/// <param name="Caption">What is shown, to the right of the bar.</param>
public sealed record ColourScale(string Low, string High, string Caption)
{
    private const int BarLength = 96;
    private const int BarHeight = 7;
    private const int Space = 4;

    /// <summary>How wide it is drawn, in pixels.</summary>
    internal int Width(int textScale) =>
        Text.Measure(Low, textScale) + Text.Measure(High, textScale) + Text.Measure(Caption, textScale)
            + ((BarLength + (4 * Space)) * textScale);

    /// <summary>Draws it, its top left pixel at (<paramref name="x"/>, <paramref name="y"/>).</summary>
    internal void Draw(ImageBuffer canvas, int x, int y, int textScale, Colour ink)
    {
        Text.Draw(canvas, Low, x, y, ink, textScale);
        x += Text.Measure(Low, textScale) + (Space * textScale);
        var length = BarLength * textScale;

        // White is a colour of the scale and of the paper.
        Canvas.Fill(canvas, x - 1, y - 1, length + 2, (BarHeight * textScale) + 2, ink);
        for (var i = 0; i < length; i++)
            Canvas.Fill(canvas, x + i, y, 1, BarHeight * textScale, ColourMap.Heat(i / (length - 1.0)));
        x += length + (Space * textScale);
        Text.Draw(canvas, High, x, y, ink, textScale);
        Text.Draw(canvas, Caption, x + Text.Measure(High, textScale) + (2 * Space * textScale), y, ink, textScale);
    }
}
