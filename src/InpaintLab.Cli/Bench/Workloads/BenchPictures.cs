using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// What classical methods are timed on: photographs of the Kodak suite where ../shared/data/kodak has them, else a picture by a formula,
/// with strokes of random course and width as holes. Both sides read the same files.
/// </summary>
internal static class BenchPictures
{
    /// <summary>Sides of the pictures, as Kodak's.</summary>
    public const int Width = 768, Height = 512;

    /// <summary>How many there are.</summary>
    public const int Count = 2;

    private const string Kodak = "../shared/data/kodak";
    private static readonly Lazy<IReadOnlyList<ImageBuffer>> _images = new(Read);

    /// <summary>The pictures, RGB of 8 bits.</summary>
    public static IReadOnlyList<ImageBuffer> Images => _images.Value;

    /// <summary>Writes pictures and masks for a peer: image-0.png ..., mask-10.png ... with the hole ratios in percent.</summary>
    public static void Write(string folder, IReadOnlyList<int> percents)
    {
        for (var i = 0; i < Count; i++)
            ImageFile.Write(Path.Combine(folder, $"image-{i}.png"), Images[i]);
        foreach (var percent in percents)
        {
            ImageFile.Write(
                Path.Combine(folder, $"mask-{percent}.png"),
                MaskFile.ToImage(Mask(Width, Height, percent / 100.0), new ImageSize(Width, Height)));
        }
    }

    /// <summary>Strokes until the hole has its share, Height x Width, 1 = hole. Their width grows with the image.</summary>
    public static byte[] Mask(int width, int height, double ratio)
    {
        var stream = RandomStream.Create(1, "bench/mask");
        var mask = new byte[width * height];
        var wanted = (int)(ratio * mask.Length);
        var unit = Math.Max(1.0, Math.Min(width, height) / 128.0);
        var hole = 0;
        while (hole < wanted)
        {
            var (x, y, angle) = (stream.Uniform() * width, stream.Uniform() * height, stream.Uniform() * 2 * Math.PI);
            var radius = unit * (1 + (3 * stream.Uniform()));
            for (var step = 0; step < 60 && hole < wanted; step++)
            {
                hole += Stamp(mask, width, height, x, y, radius);
                angle += stream.Uniform() - 0.5;
                (x, y) = (x + (unit * Math.Cos(angle)), y + (unit * Math.Sin(angle)));
            }
        }

        return mask;
    }

    /// <summary>A picture of any size: the first one, repeated as in a mirror.</summary>
    public static ImageBuffer OfSize(int width, int height)
    {
        var image = new ImageBuffer(width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 3; c++)
                    image[x, y, c] = Images[0][Mirror(x, Width), Mirror(y, Height), c];
            }
        }

        return image;
    }

    private static int Mirror(int at, int length) => at % (2 * length) < length ? at % length : length - 1 - (at % length);

    // How many pixels of the disc were no hole before.
    private static int Stamp(byte[] mask, int width, int height, double x, double y, double radius)
    {
        var changed = 0;
        for (var py = Math.Max(0, (int)(y - radius)); py <= Math.Min(height - 1, (int)(y + radius)); py++)
        {
            for (var px = Math.Max(0, (int)(x - radius)); px <= Math.Min(width - 1, (int)(x + radius)); px++)
            {
                var (dx, dy, pixel) = (px - x, py - y, (py * width) + px);
                if ((dx * dx) + (dy * dy) > radius * radius || mask[pixel] != 0)
                    continue;
                mask[pixel] = 1;
                changed++;
            }
        }

        return changed;
    }

    private static IReadOnlyList<ImageBuffer> Read()
    {
        var images = new List<ImageBuffer>();
        IEnumerable<string> files = Directory.Exists(Kodak) ? Directory.GetFiles(Kodak, "*.png") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var image = ImageFile.Read(file).ToBitDepth(8).ToChannels(3);
            if (image.Width == Width && image.Height == Height && images.Count < Count)
                images.Add(image);
        }

        while (images.Count < Count)
            images.Add(Draw(images.Count));
        return images;
    }

    private static ImageBuffer Draw(int number)
    {
        var image = new ImageBuffer(Width, Height, 3);
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = ((i % Width) + (40 * number), i / Width);
            for (var c = 0; c < 3; c++)
                image.Samples8[(3 * i) + c] = (byte)(((x * (c + 1)) + (y * 3)) ^ ((x * y) >> 6));
        }

        return image;
    }
}
