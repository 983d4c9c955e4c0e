using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;
using InpaintLab.Training.Evaluation;

namespace InpaintLab.Training.Grids;

/// <summary>Photographs from files, as the squares in their middle, with drawn masks or with masks from files.</summary>
public static class PhotoPairs
{
    // A choice of images, not of a dataset: only how squares are cut is taken from it.
    private static readonly PhotosOptions Centre = new() { Crop = CropMode.Center };

    /// <summary>
    /// Each photograph under every kind of mask before the next one. Photograph i gets mask i of a frozen bank of the set's name.
    /// </summary>
    /// <param name="photos">Names and files.</param>
    /// <param name="size">The side of the squares, px.</param>
    /// <param name="masks">Laws of masks.</param>
    /// <exception cref="UserErrorException">A file is missing or broken.</exception>
    public static IReadOnlyList<MaskedImage> Draw(
        IReadOnlyList<(string Name, string Path)> photos, int size, IReadOnlyList<EvaluationMaskSpec> masks)
    {
        var banks = masks
            .Select(m => (m.Name, Bank: MaskBank.Draw(m.Mask.Create<IMaskGenerator>(), m.Name, MaskSet.Seed, photos.Count, size, size)))
            .ToList();
        return [.. photos.Index().SelectMany(photo =>
        {
            var image = Read(photo.Item.Path, size);
            return banks.Select(
                b => new MaskedImage(photo.Item.Name, b.Name, b.Bank.Masks[photo.Index].Id, image, b.Bank.Masks[photo.Index].Mask.Pixels));
        })];
    }

    /// <summary>
    /// A photograph with a mask from a file: of the photograph's size, or a square that is laid over the square in its middle.
    /// </summary>
    /// <param name="name">The photograph's name.</param>
    /// <param name="photo">Its file.</param>
    /// <param name="mask">The mask's file; white is the hole.</param>
    /// <param name="size">The side of the square, px.</param>
    /// <exception cref="UserErrorException">
    /// A file is missing or broken, the mask fits in neither way, or all or nothing of the square is hole.
    /// </exception>
    public static MaskedImage Read(string name, string photo, string mask, int size)
    {
        var full = ImageFile.Read(photo);
        var pixels = MaskFile.Read(mask, out var found);
        if (found != new ImageSize(full.Width, full.Height) && found.Width != found.Height)
        {
            throw new UserErrorException(
                $"{mask}: expected a mask of the size of {photo}, {full.Width} x {full.Height} px, or a square one; received {found}");
        }

        var square = SquareCrop.Cut(MaskFile.ToImage(pixels, found), size, Centre with { Filter = ResizeFilter.Nearest }, null);
        var holes = MaskFile.FromImage(square);
        if (!holes.AsSpan().Contains((byte)0) || !holes.AsSpan().Contains((byte)1))
        {
            throw new UserErrorException(
                $"{mask}: expected a hole and something known in the square in the middle of {photo}, which is what is shown");
        }

        var stem = Path.GetFileNameWithoutExtension(mask);
        return new MaskedImage(name, stem, stem, Read(photo, size), holes);
    }

    private static ImageBuffer Read(string photo, int size) =>
        SquareCrop.Cut(ImageFile.Read(photo).ToBitDepth(8).ToChannels(3), size, Centre, null);
}
