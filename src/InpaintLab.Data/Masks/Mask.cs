namespace InpaintLab.Data.Masks;

/// <summary>Which pixels of an image are missing.</summary>
public sealed class Mask
{
    /// <summary>Takes over <paramref name="pixels"/> (not copied).</summary>
    /// <param name="pixels">Height x width bytes, rows from the top: 1 = hole, 0 = known.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="origin">Where it came from, e.g. a file's name; empty when it was drawn.</param>
    /// <exception cref="ArgumentException">The length is not height x width, or a value is neither 0 nor 1.</exception>
    public Mask(byte[] pixels, int height, int width, string origin = "")
    {
        if (pixels.Length != (long)height * width)
            throw new ArgumentException($"expected {height} x {width} pixels, received {pixels.Length}", nameof(pixels));
        if (pixels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)1) is var other and >= 0)
            throw new ArgumentException($"expected only 0 and 1, received {pixels[other]}", nameof(pixels));
        (Pixels, Height, Width, Origin, HolePixels) = (pixels, height, width, origin, pixels.AsSpan().Count((byte)1));
    }

    /// <summary>Height x width bytes, rows from the top: 1 = hole, 0 = known.</summary>
    public byte[] Pixels { get; }

    /// <summary>Rows, px.</summary>
    public int Height { get; }

    /// <summary>Columns, px.</summary>
    public int Width { get; }

    /// <summary>Where it came from, e.g. a file's name; empty when it was drawn.</summary>
    public string Origin { get; }

    /// <summary>How many pixels are hole.</summary>
    public int HolePixels { get; }

    /// <summary>The share of hole pixels, 0 to 1.</summary>
    public double HoleRatio => HolePixels / (double)Pixels.Length;

    /// <summary>Whether the hole reaches the first or last row or column.</summary>
    public bool TouchesBorder
    {
        get
        {
            for (var y = 0; y < Height; y++)
            {
                if (Pixels[y * Width] + Pixels[(y * Width) + Width - 1] > 0)
                    return true;
            }

            return Pixels.AsSpan(0, Width).Contains((byte)1) || Pixels.AsSpan((Height - 1) * Width).Contains((byte)1);
        }
    }
}
