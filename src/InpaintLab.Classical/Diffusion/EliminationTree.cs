namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// An order in which to eliminate the pixels of a hole with little fill-in, by nested dissection: the pixels in the middle, two wide, go
/// last, and the parts to either side are ordered in the same way. For operators that reach two pixels along an axis.
/// </summary>
/// <remarks>Source: George, "Nested dissection of a regular finite element mesh", 1973, doi:10.1137/0710032.</remarks>
internal sealed class EliminationTree
{
    private const int LeafPixels = 24;

    private readonly int _width;
    private readonly List<List<Front>> _fronts = [];
    private int _next;

    /// <param name="regions">Sets of pixels (y * width + x) that the operator does not connect with each other.</param>
    /// <param name="width">Of the image.</param>
    public EliminationTree(IReadOnlyList<int[]> regions, int width)
    {
        _width = width;
        Order = new int[regions.Sum(r => r.Length)];
        foreach (var region in regions)
            Dissect(region);
    }

    /// <summary>The pixels in the order of their elimination.</summary>
    public int[] Order { get; }

    /// <summary>Fronts by their height in the tree; those of one height do not depend on each other.</summary>
    public IReadOnlyList<IReadOnlyList<Front>> Levels => _fronts;

    private Front Dissect(int[] pixels)
    {
        var children = new List<Front>();
        var separator = pixels;
        if (pixels.Length > LeafPixels)
        {
            var byColumn = Extent(pixels, p => p % _width) >= Extent(pixels, p => p / _width);
            int At(int pixel) => byColumn ? pixel % _width : pixel / _width;
            var places = Array.ConvertAll(pixels, At);
            Array.Sort(places);
            var middle = places[places.Length / 2];
            foreach (var part in (int[][])[Array.FindAll(pixels, p => At(p) < middle), Array.FindAll(pixels, p => At(p) > middle + 1)])
            {
                if (part.Length > 0)
                    children.Add(Dissect(part));
            }

            separator = Array.FindAll(pixels, p => At(p) == middle || At(p) == middle + 1);
        }

        var front = new Front(_next, separator.Length, [.. children]);
        separator.CopyTo(Order, _next);
        _next += separator.Length;
        while (_fronts.Count <= front.Height)
            _fronts.Add([]);
        _fronts[front.Height].Add(front);
        return front;
    }

    private static int Extent(int[] pixels, Func<int, int> at)
    {
        var (least, most) = (int.MaxValue, int.MinValue);
        foreach (var pixel in pixels)
            (least, most) = (Math.Min(least, at(pixel)), Math.Max(most, at(pixel)));
        return most - least;
    }
}
