namespace InpaintLab.Classical.FastMarching;

/// <summary>A rectangle of an image, in pixels.</summary>
internal readonly record struct HoleArea(int Left, int Top, int Width, int Height)
{
    /// <summary>All hole pixels with a margin, within the image: what lies beyond has no effect.</summary>
    /// <param name="mask">Height x Width, 1 = hole, with at least one.</param>
    /// <param name="width">Of the image.</param>
    /// <param name="margin">In pixels.</param>
    public static HoleArea Around(ReadOnlySpan<byte> mask, int width, int margin)
    {
        var height = mask.Length / width;
        var (top, bottom) = (mask.IndexOf((byte)1) / width, mask.LastIndexOf((byte)1) / width);
        var (left, right) = (width, -1);
        for (var y = top; y <= bottom; y++)
        {
            var row = mask.Slice(y * width, width);
            if (row.IndexOf((byte)1) is var first and >= 0)
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOf((byte)1)));
        }

        (left, top) = (Math.Max(0, left - margin), Math.Max(0, top - margin));
        return new HoleArea(left, top, Math.Min(width, right + margin + 1) - left, Math.Min(height, bottom + margin + 1) - top);
    }
}
