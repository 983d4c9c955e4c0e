namespace InpaintLab.Classical.Patches;

/// <summary>One scale of an image with holes; the colours in the holes are the current estimate.</summary>
internal sealed class PyramidLevel
{
    private PyramidLevel(Raster image, bool[] known, KnownPatches patches)
    {
        (Image, Known, Patches) = (image, known, patches);
        Depth = Depths(known, image.Width, image.Height);
    }

    /// <summary>The colours; what changes is in the hole only.</summary>
    public Raster Image { get; }

    /// <summary>Height x Width.</summary>
    public bool[] Known { get; }

    /// <summary>What may be copied.</summary>
    public KnownPatches Patches { get; }

    /// <summary>Chessboard distance to the nearest known pixel, which itself has 0; Height x Width.</summary>
    public int[] Depth { get; }

    /// <summary>
    /// The scales of an image, the finest first, each half the one before; the last is where a patch in the middle of the hole sees its
    /// rim, or the last that keeps enough patches to copy from.
    /// </summary>
    /// <param name="image">The colours, which become those of the finest level.</param>
    /// <param name="known">Height x Width.</param>
    /// <param name="side">Side of a patch in pixels; smaller where none of that side is known.</param>
    public static List<PyramidLevel> Build(Raster image, bool[] known, int side)
    {
        // Coarse levels decide the layout: from too few patches only repetitions of them could come.
        const int targetsPerSource = 8;
        var levels = new List<PyramidLevel> { new(image, known, KnownPatches.Largest(known, image.Width, image.Height, side)) };
        while (levels[^1].Depth.Max() > levels[^1].Patches.Side / 2)
        {
            var half = levels[^1].Halve();
            var side2 = half.Patches.Side;
            if (half.Image.Width < side2 || half.Image.Height < side2)
                break;
            var centres = (half.Image.Width - side2 + 1) * (half.Image.Height - side2 + 1);
            if (half.Patches.Centres.Length * targetsPerSource < centres - half.Patches.Centres.Length)
                break;
            levels.Add(half);
        }

        return levels;
    }

    /// <summary>A first estimate from the rim inwards: each pixel is the mean of its neighbours that are nearer to the rim.</summary>
    public void FillOnion()
    {
        var (width, height, channels) = (Image.Width, Image.Height, Image.Channels);
        foreach (var pixel in Enumerable.Range(0, Depth.Length).Where(i => !Known[i]).OrderBy(i => Depth[i]))
        {
            var (x, y) = (pixel % width, pixel / width);
            var count = 0;
            var sum = Image.Values.AsSpan(pixel * channels, channels);
            sum.Clear();
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                {
                    var neighbour = (ny * width) + nx;
                    if (Depth[neighbour] >= Depth[pixel])
                        continue;
                    count++;
                    for (var c = 0; c < channels; c++)
                        sum[c] += Image.Values[(neighbour * channels) + c];
                }
            }

            for (var c = 0; c < channels; c++)
                sum[c] /= count;
        }
    }

    /// <summary>Estimates the hole by the level of half the size.</summary>
    public void TakeColours(PyramidLevel coarser)
    {
        var channels = Image.Channels;
        for (var pixel = 0; pixel < Known.Length; pixel++)
        {
            if (Known[pixel])
                continue;
            var from = (pixel / Image.Width / 2 * coarser.Image.Width) + (pixel % Image.Width / 2);
            coarser.Image.Values.AsSpan(from * channels, channels).CopyTo(Image.Values.AsSpan(pixel * channels, channels));
        }
    }

    /// <summary>
    /// Half the size: means over the known pixels of each 2 x 2 block, which is known itself when half of it is. Unknown colours thus never
    /// leak into known ones, and thin holes vanish instead of growing.
    /// </summary>
    private PyramidLevel Halve()
    {
        var (width, height, channels) = ((Image.Width + 1) / 2, (Image.Height + 1) / 2, Image.Channels);
        var half = new Raster(width, height, channels);
        var known = new bool[width * height];
        for (var i = 0; i < known.Length; i++)
        {
            var (x, y) = (i % width * 2, i / width * 2);
            int inside = 0, count = 0;
            for (var fy = y; fy <= Math.Min(y + 1, Image.Height - 1); fy++)
            {
                for (var fx = x; fx <= Math.Min(x + 1, Image.Width - 1); fx++)
                {
                    inside++;
                    var fine = (fy * Image.Width) + fx;
                    if (!Known[fine])
                        continue;
                    count++;
                    for (var c = 0; c < channels; c++)
                        half.Values[(i * channels) + c] += Image.Values[(fine * channels) + c];
                }
            }

            known[i] = count * 2 >= inside;
            for (var c = 0; c < channels && count > 0; c++)
                half.Values[(i * channels) + c] /= count;
        }

        return new PyramidLevel(half, known, KnownPatches.Find(known, width, height, Patches.Side));
    }

    private static int[] Depths(bool[] known, int width, int height)
    {
        var far = width + height;
        var depth = new int[known.Length];
        for (var i = 0; i < depth.Length; i++)
        {
            var before = Math.Min(Math.Min(At(i, -1, 0), At(i, -1, -1)), Math.Min(At(i, 0, -1), At(i, 1, -1)));
            depth[i] = known[i] ? 0 : Math.Min(far, 1 + before);
        }

        for (var i = depth.Length - 1; i >= 0; i--)
        {
            var after = Math.Min(Math.Min(At(i, 1, 0), At(i, 1, 1)), Math.Min(At(i, 0, 1), At(i, -1, 1)));
            depth[i] = Math.Min(depth[i], 1 + after);
        }

        return depth;

        int At(int pixel, int dx, int dy)
        {
            var (x, y) = ((pixel % width) + dx, (pixel / width) + dy);
            return (uint)x < (uint)width && (uint)y < (uint)height ? depth[(y * width) + x] : far;
        }
    }
}
