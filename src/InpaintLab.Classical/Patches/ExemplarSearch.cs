namespace InpaintLab.Classical.Patches;

/// <summary>What methods that copy pixels look for: the known patches that look most like what is filled around a pixel.</summary>
internal sealed class ExemplarSearch
{
    private readonly CopiedPixels _pixels;
    private readonly PatchSearch _search;
    private readonly PatchProbe _probe;

    /// <param name="pixels">What is filled so far.</param>
    /// <param name="side">Side of a patch in pixels; smaller where none of that side is known.</param>
    /// <param name="radius">How far from a pixel to look, chessboard distance in pixels; 0: everywhere.</param>
    /// <param name="work">Threads and cancellation.</param>
    public ExemplarSearch(CopiedPixels pixels, int side, int radius, ClassicalWork work)
    {
        _pixels = pixels;
        var patches = KnownPatches.Largest(pixels.Filled, pixels.Colours.Width, pixels.Colours.Height, side);
        Side = patches.Side;
        _search = new PatchSearch(pixels.Colours, patches, radius, work);
        _probe = new PatchProbe(Side, pixels.Colours.Channels);
    }

    /// <summary>Side of a patch, px.</summary>
    public int Side { get; }

    /// <summary>
    /// The sum of the weights by which patches were compared last: a distance divided by it is a mean squared difference.
    /// </summary>
    public float TotalWeight => _probe.TotalWeight;

    /// <summary>All patches at most <paramref name="slack"/> times as far as the nearest one, in scan order; at least one.</summary>
    /// <param name="x">The pixel.</param>
    /// <param name="y">The pixel.</param>
    /// <param name="kernel">Side x side weights of the pixels of a patch.</param>
    /// <param name="slack">At least 1.</param>
    public List<PatchCandidate> Find(int x, int y, ReadOnlySpan<float> kernel, float slack)
    {
        _probe.Gather(_pixels.Colours, _pixels.Filled, x, y, kernel);
        return _search.Find(_probe, x, y, slack);
    }
}
