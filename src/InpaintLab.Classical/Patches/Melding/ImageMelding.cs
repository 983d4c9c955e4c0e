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
public sealed class ImageMelding : IClassicalMethod
{
    private readonly ImageMeldingOptions _options;

    /// <summary>The method with these options.</summary>
    /// <exception cref="Core.Errors.UserErrorException">The patch's side is even.</exception>
    public ImageMelding(ImageMeldingOptions options)
    {
        OddAttribute.Require("image-melding", options.Patch);
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
        var total = levels.Select((level, index) => (long)level.Known.Length * Rounds(index)).Sum();
        var done = 0L;
        MeldingField? coarser = null;
        for (var index = levels.Count - 1; index >= 0; index--)
        {
            if (coarser is not null)
                levels[index].TakeColours(levels[index + 1]);
            var level = new MeldingLevel(levels[index]);
            var (field, vote) = (new MeldingField(level, _options, parallel), new MeldingVote(level, _options.ColourWeight, parallel));
            // Streams are numbered by scale and pass, so that none is used twice.
            var pass = (long)index << 32;
            if (coarser is not null)
                field.TakeFrom(coarser);
            field.Complete(pass);
            if (coarser is not null)
            {
                // What the coarser scale found, copied at this one, is sharper than its colours.
                field.Measure();
                vote.Apply(field);
            }

            for (var round = 0; round < Rounds(index); round++)
            {
                field.Measure();
                field.Improve(pass++);
                vote.Apply(field);
                done += level.Known.Length;
                work.Progress?.Report((double)done / total);
            }

            level.WriteBack();
            coarser = field;
        }

        return Planes.Fill(image, mask, levels[0].Image.ToPlanes());
    }

    private int Rounds(int level) => _options.Iterations * (level + 1);
}
