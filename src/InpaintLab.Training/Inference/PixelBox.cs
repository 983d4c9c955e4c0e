namespace InpaintLab.Training.Inference;

/// <summary>A rectangle of pixels; right and bottom are exclusive.</summary>
internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left;

    public int Height => Bottom - Top;

    /// <summary>The longer side.</summary>
    public int Side => Math.Max(Width, Height);

    /// <summary>Whether they share a pixel.</summary>
    public bool Intersects(PixelBox other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>The smallest box around both.</summary>
    public PixelBox Join(PixelBox other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>
    /// Grown by a margin on each side, then, about its centre, to a smallest side; what would leave the image is added at the other side,
    /// as far as the image goes.
    /// </summary>
    public PixelBox Grow(int margin, int smallest, int width, int height)
    {
        var (left, right) = Grow(Left, Right, margin, smallest, width);
        var (top, bottom) = Grow(Top, Bottom, margin, smallest, height);
        return new PixelBox(left, top, right, bottom);
    }

    private static (int From, int To) Grow(int from, int to, int margin, int smallest, int length)
    {
        // Not beyond the image in these steps: a margin may be as large as an int.
        (from, to) = (from - Math.Min(margin, from), to + Math.Min(margin, length - to));
        var missing = Math.Min(smallest, length) - (to - from);
        if (missing <= 0)
            return (from, to);
        from = Math.Clamp(from - (missing / 2), 0, length - (to - from + missing));
        return (from, from + Math.Min(smallest, length));
    }
}
