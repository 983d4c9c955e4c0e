using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches;

/// <summary>Options of <see cref="Criminisi"/>; the defaults are the authors'.</summary>
public sealed record CriminisiOptions
{
    /// <summary>Side of a patch, px: a little larger than the largest element of the texture.</summary>
    [Range(3, 63)]
    [Odd]
    public int Patch { get; init; } = 9;

    /// <summary>
    /// How far the patch that is copied lies from the one that is filled, px (chessboard distance); 0: anywhere in the image.
    /// </summary>
    [Range(0, 65536)]
    public int Search { get; init; }
}

/// <summary>
/// Exemplar-based inpainting: patch by patch, the one with the most known pixels and the strongest edge into the hole first, the hole takes
/// the pixels of the known patch that is nearest in the sum of squared differences (in RGB; the paper compares in CIE Lab). The nearer
/// one in the image wins a tie. Deviations: a patch at the border counts its pixels inside the image only; the data term has a small floor,
/// since flat regions would give every patch the same priority 0; where no known part of the image is as large as a patch, the patch
/// shrinks until one fits.
/// </summary>
[Family("criminisi", Source = "Criminisi, Perez and Toyama 2004, doi:10.1109/TIP.2004.833105")]
public sealed class Criminisi(CriminisiOptions options) : IClassicalMethod
{
    private readonly int _side = OddAttribute.Require("criminisi", options.Patch);

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        var pixels = new CopiedPixels(image, mask);
        var search = new ExemplarSearch(pixels, _side, options.Search, work);
        var kernel = new float[search.Side * search.Side];
        kernel.AsSpan().Fill(1);
        var front = new FillFront(pixels.Colours, pixels.Filled, search.Side);
        while (pixels.Left > 0)
        {
            var centre = front.Next();
            var (x, y) = (centre % image.Width, centre / image.Width);
            var exemplar = Nearest(search.Find(x, y, kernel, slack: 1), x, y, image.Width);
            Copy(pixels, front, centre, exemplar, search.Side / 2);
            front.Refresh(centre);
            work.Progress?.Report(pixels.Done);
        }

        return pixels.ToImage();
    }

    private static int Nearest(List<PatchCandidate> candidates, int x, int y, int width) =>
        candidates.MinBy(candidate => Square((candidate.Centre % width) - x) + Square((candidate.Centre / width) - y)).Centre;

    private static long Square(long value) => value * value;

    private static void Copy(CopiedPixels pixels, FillFront front, int centre, int exemplar, int radius)
    {
        var (width, height) = (pixels.Colours.Width, pixels.Colours.Height);
        var (x, y) = (centre % width, centre / width);
        var confidence = front.Confidence(centre);
        for (var py = Math.Max(0, y - radius); py <= Math.Min(height - 1, y + radius); py++)
        {
            for (var px = Math.Max(0, x - radius); px <= Math.Min(width - 1, x + radius); px++)
            {
                var pixel = (py * width) + px;
                if (pixels.Filled[pixel])
                    continue;
                pixels.Fill(pixel, exemplar + pixel - centre);
                front.Fill(pixel, confidence);
            }
        }
    }
}
