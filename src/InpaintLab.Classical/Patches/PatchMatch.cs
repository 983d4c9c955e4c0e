using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches;

/// <summary>Options of <see cref="PatchMatch"/>.</summary>
public sealed record PatchMatchOptions
{
    /// <summary>Side of a patch, px.</summary>
    [Range(3, 31)]
    [Odd]
    public int Patch { get; init; } = 7;

    /// <summary>Rounds of search and vote at full size; the n-th level below has n + 1 times as many.</summary>
    [Range(1, 100)]
    public int Iterations { get; init; } = 4;

    /// <summary>Passes of the search before each vote.</summary>
    [Range(1, 20)]
    public int Passes { get; init; } = 2;

    /// <summary>Decides the random places at which the search looks.</summary>
    public long Seed { get; init; }
}

/// <summary>
/// Completion by patches from coarse to fine: at each scale the hole becomes such that all its patches look like known ones, by turns of
/// finding the most similar known patch for each (PatchMatch, Barnes et al. 2009) and of mixing what they would copy (Wexler, Shechtman and
/// Irani 2007). The coarsest scale starts from means taken from the rim inwards. Deviations from the latter: votes are averaged, not
/// mode-sought; images only. Where no known part of the image is as large as a patch, the patch shrinks until one fits.
/// </summary>
[Family("patchmatch", Source = "Barnes et al. 2009, doi:10.1145/1531326.1531330; Wexler et al. 2007, doi:10.1109/TPAMI.2007.60")]
public sealed class PatchMatch : IClassicalMethod
{
    private readonly PatchMatchOptions _options;

    /// <summary>The method with these options.</summary>
    /// <exception cref="Core.Errors.UserErrorException">The patch's side is even.</exception>
    public PatchMatch(PatchMatchOptions options)
    {
        OddAttribute.Require("patchmatch", options.Patch);
        _options = options;
    }

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (Planes.CountHole(image, mask) == 0)
            return image.Copy();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = work.Threads, CancellationToken = work.Stop };
        var levels = PyramidLevel.Build(Raster.Of(image), KnownPatches.KnownPixels(mask), _options.Patch);
        levels[^1].FillOnion();
        var total = levels.Select((level, index) => Cost(level) * Rounds(index)).Sum();
        var done = 0L;
        NearestNeighbourField? coarser = null;
        for (var index = levels.Count - 1; index >= 0; index--)
        {
            var level = levels[index];
            var field = new NearestNeighbourField(level, _options.Seed, parallel);
            // Streams are numbered by scale and pass, so that none is used twice.
            var pass = (long)index << 32;
            if (coarser is not null)
            {
                level.TakeColours(levels[index + 1]);
                field.TakeFrom(coarser);
                PatchVote.Apply(level, field, parallel);
            }

            field.Complete(pass);
            for (var round = 0; round < Rounds(index); round++)
            {
                field.Measure();
                for (var i = 0; i < _options.Passes; i++)
                    field.Improve(pass++);
                PatchVote.Apply(level, field, parallel);
                done += Cost(level);
                work.Progress?.Report((double)done / total);
            }

            coarser = field;
        }

        return Planes.Fill(image, mask, levels[0].Image.ToPlanes());
    }

    private static long Cost(PyramidLevel level) => level.Known.Length;

    private int Rounds(int level) => _options.Iterations * (level + 1);
}
