namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// An order in which to eliminate the pixels of a hole with little fill-in, by nested dissection: two rows or columns that part the hole go
/// last, and the parts to either side are ordered in the same way. For operators that reach two pixels along an axis.
/// </summary>
/// <remarks>
/// Source: George, "Nested dissection of a regular finite element mesh", 1973, doi:10.1137/0710032. Holes are irregular, so the cut is
/// where the hole is thin, not in its middle.
/// </remarks>
internal sealed class EliminationTree
{
    private const int LeafPixels = 24;

    // The larger part has at most this share of the pixels, if there is such a cut.
    private const double LargestShare = 0.62;

    private readonly int _width;
    private readonly Pixel[] _scratch;
    private readonly List<Front> _roots = [];
    private readonly List<Front> _fronts = [];
    private int _next;

    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="width">Of the image.</param>
    public EliminationTree(ReadOnlySpan<byte> mask, int width)
    {
        _width = width;
        var pixels = new List<Pixel>();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                pixels.Add(new Pixel(i % width, i / width));
        }

        (Order, _scratch) = (new int[pixels.Count], new Pixel[pixels.Count]);
        Dissect(pixels.ToArray(), _roots);
    }

    /// <summary>The pixels (y * width + x) in the order of their elimination.</summary>
    public int[] Order { get; }

    /// <summary>The fronts in that order: children come before their parent.</summary>
    public IReadOnlyList<Front> Fronts => _fronts;

    /// <summary>The fronts that are nobody's children; unconnected parts of the hole have one each.</summary>
    public IReadOnlyList<Front> Roots => _roots;

    // Adds the fronts of those pixels that have no parent among them.
    private void Dissect(Span<Pixel> pixels, List<Front> fronts)
    {
        var children = new List<Front>();
        var separator = pixels;
        if (pixels.Length > LeafPixels)
        {
            var (below, above) = Part(pixels, Cut.Of(pixels));
            separator = pixels[(below + above)..];

            // Parts that touch nothing between them are not held together by a front.
            var owner = separator.IsEmpty ? fronts : children;
            if (below > 0)
                Dissect(pixels[..below], owner);
            if (above > 0)
                Dissect(pixels.Slice(below, above), owner);
        }

        if (separator.IsEmpty)
            return;
        var front = new Front(_next, separator.Length, [.. children]);
        fronts.Add(front);
        _fronts.Add(front);
        foreach (var pixel in separator)
            Order[_next++] = (pixel.Y * _width) + pixel.X;
    }

    // Puts the pixels before the cut first, those behind it second, and those on it last; the numbers of the first two.
    private (int Below, int Above) Part(Span<Pixel> pixels, Cut cut)
    {
        var (below, above, on) = (0, cut.Below, cut.Below + cut.Above);
        foreach (var pixel in pixels)
        {
            var line = cut.Line(pixel);
            _scratch[line < cut.First ? below++ : line > cut.First + 1 ? above++ : on++] = pixel;
        }

        _scratch.AsSpan(0, pixels.Length).CopyTo(pixels);
        return (cut.Below, cut.Above);
    }

    private readonly record struct Pixel(int X, int Y);

    // Two neighbouring lines of pixels, First and the next along an axis, with the numbers of pixels before and behind them.
    private readonly record struct Cut(int AxisX, int AxisY, int First, int Below, int Above)
    {
        // Columns, rows and diagonals: along each, the operator reaches two lines.
        private static readonly (int X, int Y)[] _axes = [(1, 0), (0, 1), (1, 1), (1, -1)];

        public int Line(Pixel pixel) => (AxisX * pixel.X) + (AxisY * pixel.Y);

        public static Cut Of(ReadOnlySpan<Pixel> pixels)
        {
            var (least, chosen) = (double.PositiveInfinity, default(Cut));
            foreach (var (x, y) in _axes)
            {
                var axis = new Cut(x, y, 0, 0, 0);
                var (first, last) = (int.MaxValue, int.MinValue);
                foreach (var pixel in pixels)
                    (first, last) = (Math.Min(first, axis.Line(pixel)), Math.Max(last, axis.Line(pixel)));
                var counts = new int[last - first + 2];
                foreach (var pixel in pixels)
                    counts[axis.Line(pixel) - first]++;
                var (cost, at, below, above) = Best(counts, pixels.Length);
                if (cost < least)
                    (least, chosen) = (cost, new Cut(x, y, first + at, below, above));
            }

            return chosen;
        }

        // The fewest pixels on the cut; of unbalanced cuts the least unbalanced.
        private static (double Cost, int At, int Below, int Above) Best(int[] counts, int total)
        {
            var best = (Cost: double.PositiveInfinity, At: 0, Below: 0, Above: 0);
            for (int at = 0, below = 0; at < counts.Length - 1; below += counts[at++])
            {
                var on = counts[at] + counts[at + 1];
                var above = total - below - on;
                var larger = Math.Max(below, above);
                var cost = larger <= LargestShare * total ? on : total + larger;
                if (cost < best.Cost)
                    best = (cost, at, below, above);
            }

            return best;
        }
    }
}
