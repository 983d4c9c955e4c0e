namespace InpaintLab.Classical.Patches;

/// <summary>The patches that may be copied from: those that lie wholly inside the image and hold known pixels only.</summary>
internal sealed class KnownPatches
{
    private KnownPatches(int side, bool[] isSource, int[] centres) => (Side, IsSource, Centres) = (side, isSource, centres);

    /// <summary>Side of a patch in pixels.</summary>
    public int Side { get; }

    /// <summary>Whether the patch around a pixel is one, Height x Width.</summary>
    public bool[] IsSource { get; }

    /// <summary>The pixels of which that holds, in scan order.</summary>
    public int[] Centres { get; }

    /// <summary>Which pixels are known.</summary>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    public static bool[] KnownPixels(ReadOnlySpan<byte> mask)
    {
        var known = new bool[mask.Length];
        for (var i = 0; i < known.Length; i++)
            known[i] = mask[i] == 0;
        return known;
    }

    /// <summary>
    /// The patches of <paramref name="side"/> pixels or, where the image or its known part has no room for a single one, of the next
    /// smaller odd side that fits: 1 always does when a pixel is known.
    /// </summary>
    public static KnownPatches Largest(bool[] known, int width, int height, int side)
    {
        for (; side > 1; side -= 2)
        {
            var patches = Find(known, width, height, side);
            if (patches.Centres.Length > 0)
                return patches;
        }

        return Find(known, width, height, 1);
    }

    /// <summary>All patches of that side; there may be none.</summary>
    public static KnownPatches Find(bool[] known, int width, int height, int side)
    {
        var isSource = new bool[known.Length];
        var centres = new List<int>();
        // How many known pixels lie above one another, ending in the current row.
        var run = new int[width];
        for (var y = 0; y < height; y++)
        {
            var across = 0;
            for (var x = 0; x < width; x++)
            {
                run[x] = known[(y * width) + x] ? run[x] + 1 : 0;
                across = run[x] >= side ? across + 1 : 0;
                if (across < side)
                    continue;
                var centre = ((y - (side / 2)) * width) + x - (side / 2);
                isSource[centre] = true;
                centres.Add(centre);
            }
        }

        return new KnownPatches(side, isSource, [.. centres]);
    }
}
