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
public sealed class PatchMatch(PatchMatchOptions options) : IClassicalMethod
{
    private readonly int _side = OddAttribute.Require("patchmatch", options.Patch);

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work) =>
        CoarseToFine.Fill<Scale>(image, mask, _side, options.Iterations, work, (at, coarser) => new Scale(options, at, coarser));

    private sealed class Scale : IFillRounds
    {
        private readonly PatchMatchOptions _options;
        private readonly FillScale _at;
        private readonly NearestNeighbourField _field;
        private long _pass;

        public Scale(PatchMatchOptions options, FillScale at, Scale? coarser)
        {
            (_options, _at, _pass) = (options, at, at.FirstPass);
            _field = new NearestNeighbourField(at.Level, options.Seed, at.Parallel);
            if (coarser is not null)
            {
                _field.TakeFrom(coarser._field);
                PatchVote.Apply(at.Level, _field, at.Parallel);
            }

            _field.Complete(at.FirstPass);
        }

        public void Round()
        {
            _field.Measure();
            for (var i = 0; i < _options.Passes; i++)
                _field.Improve(_pass++);
            PatchVote.Apply(_at.Level, _field, _at.Parallel);
        }
    }
}
