using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Datasets;

/// <summary>
/// Draws a dead-leaves picture from the front to the back until nothing shines through any more (Kendall and Thoennes 1999): each object
/// covers only what nearer ones left open, so hidden objects cost nothing and the picture is an exact sample of the endless stack.
/// </summary>
internal static class DeadLeavesPainter
{
    // Less light than this from behind cannot change a byte.
    private const double Opaque = 1.0 / 1024;

    // Coverage takes some hundred objects; this only bounds odd options (tiny objects on a large picture).
    private const int MaximumObjects = 2_000_000;

    /// <summary>Draws the picture: 3 x resolution x resolution bytes, planes R, G, B.</summary>
    public static byte[] Paint(DeadLeavesOptions options, RandomStream stream, int resolution)
    {
        var palette = DrawPalette(options, stream);
        var canvas = new Canvas(resolution);
        for (var i = 0; i < MaximumObjects && canvas.Open > 0; i++)
        {
            if (Leaf.Draw(options, stream) is { } leaf)
                canvas.Put(options, leaf, new LeafFill(options, stream, leaf, palette));
        }

        if (options.Blur > 0)
            canvas.Blur(options.Blur);
        return canvas.ToBytes();
    }

    /// <summary>
    /// A few colours around the picture's own light: photographs have few colours each, mostly dull, that vary most in brightness, then
    /// between warm and cool, and least towards green or, rarer still, purple.
    /// </summary>
    private static (double R, double G, double B)[] DrawPalette(DeadLeavesOptions options, RandomStream stream)
    {
        var exposure = stream.Uniform(-0.15, 0.15);
        var (warmLight, greenLight) = (stream.Normal(0, 0.5 * options.Saturation), stream.Normal(0, 0.25 * options.Saturation));
        var palette = new (double R, double G, double B)[options.Palette];
        for (var i = 0; i < palette.Length; i++)
        {
            var brightness = exposure + stream.Uniform(0.12, 0.88);
            var warm = warmLight + stream.Normal(0, options.Saturation);
            var green = greenLight + stream.Normal(0, 0.5 * options.Saturation);
            if (green < 0)
                green *= 0.4;
            palette[i] = (brightness + warm - (0.5 * green), brightness + (0.15 * warm) + green, brightness - warm - (0.5 * green));
        }

        return palette;
    }

    private sealed class Canvas(int side)
    {
        private readonly double[] _colour = new double[3 * side * side];
        private readonly double[] _open = Enumerable.Repeat(1.0, side * side).ToArray();

        /// <summary>Pixels through which something behind can still be seen.</summary>
        public int Open { get; private set; } = side * side;

        public void Put(DeadLeavesOptions options, Leaf leaf, LeafFill fill)
        {
            var reach = leaf.Radius + (options.Shadow > 0 ? options.ShadowReach : 0) + (1.0 / side);
            var (top, bottom) = (Math.Max(0, (int)((leaf.Y - reach) * side)), Math.Min(side - 1, (int)((leaf.Y + reach) * side)));
            var (left, right) = (Math.Max(0, (int)((leaf.X - reach) * side)), Math.Min(side - 1, (int)((leaf.X + reach) * side)));
            for (var row = top; row <= bottom; row++)
            {
                for (var column = left; column <= right; column++)
                {
                    var open = _open[(row * side) + column];
                    if (open <= Opaque)
                        continue;
                    var (x, y) = ((column + 0.5) / side, (row + 0.5) / side);
                    var distance = leaf.SignedDistance(x, y);
                    var cover = Math.Clamp(0.5 - (distance * side), 0, 1);
                    if (cover > 0)
                        Add((row * side) + column, open * cover, fill.At(x, y));
                    var through = open * (1 - cover) * (1 - Shade(options, distance));
                    _open[(row * side) + column] = through;
                    if (through <= Opaque)
                        Open--;
                }
            }
        }

        /// <summary>Blurs with the weights (w, 1 - 2w, w) along rows, then columns; the rim repeats.</summary>
        public void Blur(double weight)
        {
            var source = new double[side];
            for (var line = 0; line < 3 * side; line++)
                BlurLine(line * side, 1, source, weight);
            for (var line = 0; line < 3 * side; line++)
                BlurLine((line / side * side * side) + (line % side), side, source, weight);
        }

        public byte[] ToBytes() => Array.ConvertAll(_colour, value => (byte)Math.Floor((Math.Clamp(value, 0, 1) * 255) + 0.5));

        private static double Shade(DeadLeavesOptions options, double distance)
        {
            if (distance >= options.ShadowReach || distance <= 0)
                return distance <= 0 ? options.Shadow : 0;
            var nearness = 1 - (distance / options.ShadowReach);
            return options.Shadow * nearness * nearness;
        }

        private void Add(int pixel, double weight, (double R, double G, double B) colour)
        {
            _colour[pixel] += weight * Math.Clamp(colour.R, 0, 1);
            _colour[pixel + (side * side)] += weight * Math.Clamp(colour.G, 0, 1);
            _colour[pixel + (2 * side * side)] += weight * Math.Clamp(colour.B, 0, 1);
        }

        private void BlurLine(int start, int stride, double[] source, double weight)
        {
            for (var i = 0; i < side; i++)
                source[i] = _colour[start + (i * stride)];
            for (var i = 0; i < side; i++)
            {
                var neighbours = source[Math.Max(0, i - 1)] + source[Math.Min(side - 1, i + 1)];
                _colour[start + (i * stride)] = ((1 - (2 * weight)) * source[i]) + (weight * neighbours);
            }
        }
    }
}
