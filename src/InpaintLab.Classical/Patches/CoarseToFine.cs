using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches;

/// <summary>
/// Filling by rounds of search and vote at each scale of an image. The coarsest starts from means taken from the rim inwards, every other
/// one from what was found at half the size; the colours of the finest are the result.
/// </summary>
internal static class CoarseToFine
{
    /// <summary>A new image with its hole filled.</summary>
    /// <param name="image">Stays as it is.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="side">Side of a patch in pixels; smaller where none of that side is known.</param>
    /// <param name="iterations">Rounds at full size; the n-th level below has n + 1 times as many.</param>
    /// <param name="work">Threads, progress and cancellation.</param>
    /// <param name="begin">
    /// Begins the work at one scale, whose hole holds a first estimate; gets what was found at half the size, null at the coarsest scale.
    /// </param>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    /// <exception cref="Core.Errors.UserErrorException">The whole image is a hole.</exception>
    public static ImageBuffer Fill<T>(
        ImageBuffer image, ReadOnlySpan<byte> mask, int side, int iterations, ClassicalWork work, Func<FillScale, T?, T> begin)
        where T : class, IFillRounds
    {
        if (!HoleMask.HasHole(image, mask))
            return image.Copy();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = work.Threads, CancellationToken = work.Stop };
        var levels = PyramidLevel.Build(Raster.Of(image), KnownPatches.KnownPixels(mask), side);
        levels[^1].FillOnion();
        var total = levels.Select((level, index) => (long)level.Known.Length * Rounds(index)).Sum();
        var done = 0L;
        T? found = null;
        for (var index = levels.Count - 1; index >= 0; index--)
        {
            if (found is not null)
                levels[index].TakeColours(levels[index + 1]);
            found = begin(new FillScale(levels[index], (long)index << 32, parallel), found);
            for (var round = 0; round < Rounds(index); round++)
            {
                found.Round();
                done += levels[index].Known.Length;
                work.Progress?.Report((double)done / total);
            }
        }

        return Planes.Fill(image, mask, levels[0].Image.ToPlanes());

        int Rounds(int level) => iterations * (level + 1);
    }
}

/// <summary>One scale of an image that is filled.</summary>
/// <param name="Level">Its pixels.</param>
/// <param name="FirstPass">Random streams of this scale are numbered from here on, so that none is used twice.</param>
/// <param name="Parallel">Threads and cancellation.</param>
internal readonly record struct FillScale(PyramidLevel Level, long FirstPass, ParallelOptions Parallel);

/// <summary>The work at one scale of an image.</summary>
internal interface IFillRounds
{
    /// <summary>Searches and votes once more; the level's hole holds the new colours.</summary>
    void Round();
}
