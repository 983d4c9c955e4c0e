using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches.Melding;

/// <summary>
/// Image Melding for completion: <see cref="PatchMatch"/> with patches that are turned, scaled and mirrored, whose contrast and brightness
/// are adjusted within limits, and which are compared by colours and gradients; votes for both are joined by a screened Poisson equation.
/// Memory is about 100 bytes per pixel and 200 per hole pixel.
/// </summary>
/// <remarks>
/// Deviations: colours, their gain and their bias are those of RGB, the paper's of Lab; gradients are of all colours and within the sampled
/// patch; the limits are options with defaults of ours; the same weights hold at all scales; scales are halves; of the paper's uses,
/// completion alone. Where no known part of the image is as large as a patch, the patch shrinks until one fits.
/// </remarks>
[Family("image-melding", Source = "Darabi, Shechtman, Barnes, Goldman and Sen 2012, doi:10.1145/2185520.2185578")]
public sealed class ImageMelding(ImageMeldingOptions options) : IClassicalMethod
{
    private readonly int _side = OddAttribute.Require("image-melding", options.Patch);

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work) =>
        CoarseToFine.Fill<Scale>(image, mask, _side, options.Iterations, work, (at, coarser) => new Scale(options, at, coarser));

    private sealed class Scale : IFillRounds
    {
        private readonly MeldingLevel _level;
        private readonly MeldingField _field;
        private readonly MeldingVote _vote;
        private long _pass;

        public Scale(ImageMeldingOptions options, FillScale at, Scale? coarser)
        {
            (_level, _pass) = (new MeldingLevel(at.Level), at.FirstPass);
            (_field, _vote) = (new MeldingField(_level, options, at.Parallel), new MeldingVote(_level, options.ColourWeight, at.Parallel));
            if (coarser is not null)
                _field.TakeFrom(coarser._field);
            _field.Complete(at.FirstPass);
            if (coarser is not null)
            {
                // What the coarser scale found, copied at this one, is sharper than its colours.
                _field.Measure();
                _vote.Apply(_field);
            }
        }

        public void Round()
        {
            _field.Measure();
            _field.Improve(_pass++);
            _vote.Apply(_field);
            _level.WriteBack();
        }
    }
}
