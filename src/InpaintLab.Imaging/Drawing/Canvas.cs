using InpaintLab.Imaging.Pixels;

namespace InpaintLab.Imaging.Drawing;

/// <summary>An sRGB colour of 8 bits a channel.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>(0, 0, 0).</summary>
    public static Colour Black => new(0, 0, 0);

    /// <summary>(255, 255, 255).</summary>
    public static Colour White => new(255, 255, 255);
}

/// <summary>Plain shapes in 8-bit images.</summary>
public static class Canvas
{
    private const int FrameWidth = 4;

    // Okabe and Ito, Color Universal Design (2008).
    private static readonly Colour FrameColour = new(240, 228, 66);

    /// <summary>An RGB image of one colour.</summary>
    public static ImageBuffer Create(int width, int height, Colour colour)
    {
        var image = new ImageBuffer(width, height, 3);
        Fill(image, 0, 0, width, height, colour);
        return image;
    }

    /// <summary>
    /// Fills the part of a rectangle that lies inside the image; grey images take the colour's luma, alpha becomes opaque.
    /// </summary>
    /// <exception cref="InvalidOperationException">The image has 16 bits a sample.</exception>
    public static void Fill(ImageBuffer image, int x, int y, int width, int height, Colour colour)
    {
        var (red, green, blue) = colour;
        var grey = (byte)Luma.Weigh(red, green, blue);
        ReadOnlySpan<byte> pixel = image.Channels switch
        {
            1 => [grey],
            2 => [grey, byte.MaxValue],
            3 => [red, green, blue],
            _ => [red, green, blue, byte.MaxValue],
        };
        var samples = image.Samples8;
        var (left, right) = (Math.Clamp(x, 0, image.Width), Math.Clamp(x + width, 0, image.Width));
        for (var row = Math.Max(y, 0); row < Math.Min(y + height, image.Height); row++)
        {
            for (var column = left; column < right; column++)
                pixel.CopyTo(samples[(((row * image.Width) + column) * image.Channels)..]);
        }
    }

    /// <summary>
    /// Frames a rectangle from inside: yellow between black, to be seen on any image and by the colour-blind.
    /// </summary>
    /// <exception cref="InvalidOperationException">The image has 16 bits a sample.</exception>
    public static void Frame(ImageBuffer image, int x, int y, int width, int height)
    {
        Outline(image, x, y, width, height, FrameWidth, Colour.Black);
        Outline(image, x + 1, y + 1, width - 2, height - 2, FrameWidth - 2, FrameColour);
    }

    private static void Outline(ImageBuffer image, int x, int y, int width, int height, int line, Colour colour)
    {
        Fill(image, x, y, width, line, colour);
        Fill(image, x, y + height - line, width, line, colour);
        Fill(image, x, y, line, height, colour);
        Fill(image, x + width - line, y, line, height, colour);
    }
}
