using InpaintLab.Core.Randomness;

namespace InpaintLab.Models.Augmentation;

/// <summary>
/// What <see cref="DiffAugment"/> does to a batch: one entry a sample. Which transforms are applied does not change the draw.
/// </summary>
/// <param name="Brightness">Added: U(-0.5, 0.5).</param>
/// <param name="Saturation">Factor of the distance from the pixel's grey: U(0, 2).</param>
/// <param name="Contrast">Factor of the distance from the image's mean: U(0.5, 1.5).</param>
/// <param name="Shift">Pixels down and right, each side at most an eighth of the side.</param>
/// <param name="Centre">Of the cutout's box, px; it may lie on the border, and the box beyond it.</param>
public sealed record DiffAugmentDraw(
    IReadOnlyList<double> Brightness,
    IReadOnlyList<double> Saturation,
    IReadOnlyList<double> Contrast,
    IReadOnlyList<(int Y, int X)> Shift,
    IReadOnlyList<(int Y, int X)> Centre)
{
    private const double TranslationRatio = 0.125;
    private const double CutoutRatio = 0.5;

    /// <summary>Samples.</summary>
    public int Count => Brightness.Count;

    /// <summary>Draws for a batch; nothing but the stream and the sizes decides the result.</summary>
    /// <param name="stream">One for the real and one for the fake images of each step, e.g. by (seed, "augment-real", 0, step).</param>
    /// <param name="count">Samples.</param>
    /// <param name="height">Of the images, px.</param>
    /// <param name="width">Of the images, px.</param>
    public static DiffAugmentDraw From(RandomStream stream, int count, int height, int width)
    {
        var (brightness, saturation, contrast) = (new double[count], new double[count], new double[count]);
        var (shift, centre) = (new (int, int)[count], new (int, int)[count]);
        for (var i = 0; i < count; i++)
        {
            brightness[i] = stream.Uniform(-0.5, 0.5);
            saturation[i] = stream.Uniform(0, 2);
            contrast[i] = stream.Uniform(0.5, 1.5);
            shift[i] = (Shifted(height), Shifted(width));
            centre[i] = (Centred(height), Centred(width));
        }

        return new DiffAugmentDraw(brightness, saturation, contrast, shift, centre);

        int Shifted(int side)
        {
            var most = (int)((side * TranslationRatio) + 0.5);
            return stream.Integer(-most, most + 1);
        }

        // The official code's range: a box of odd side has one place less.
        int Centred(int side) => stream.Integer(0, side + 1 - (CutoutSide(side) % 2));
    }

    /// <summary>Side of the cutout's box for an image of that side, px.</summary>
    internal static int CutoutSide(int side) => (int)((side * CutoutRatio) + 0.5);
}
