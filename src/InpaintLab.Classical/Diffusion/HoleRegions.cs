namespace InpaintLab.Classical.Diffusion;

/// <summary>Parts of a hole between which an operator of limited reach finds no connection.</summary>
internal static class HoleRegions
{
    /// <summary>The pixels (y * width + x) of each region; two are in one if |dx| + |dy| is at most <paramref name="reach"/>.</summary>
    public static IReadOnlyList<int[]> Find(ReadOnlySpan<byte> mask, int width, int reach)
    {
        var height = mask.Length / width;
        var seen = new bool[mask.Length];
        var regions = new List<int[]>();
        var found = new List<int>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (mask[start] == 0 || seen[start])
                continue;
            found.Clear();
            found.Add(start);
            seen[start] = true;
            for (var i = 0; i < found.Count; i++)
            {
                var (x, y) = (found[i] % width, found[i] / width);
                for (var dy = -Math.Min(reach, y); dy <= Math.Min(reach, height - 1 - y); dy++)
                {
                    var side = reach - Math.Abs(dy);
                    for (var dx = -Math.Min(side, x); dx <= Math.Min(side, width - 1 - x); dx++)
                    {
                        var pixel = ((y + dy) * width) + x + dx;
                        if (mask[pixel] == 0 || seen[pixel])
                            continue;
                        seen[pixel] = true;
                        found.Add(pixel);
                    }
                }
            }

            regions.Add([.. found]);
        }

        return regions;
    }
}
