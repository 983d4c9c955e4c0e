using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Manifests;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Datasets;

/// <summary>How a dataset of image files makes squares of them: the options that all such datasets share.</summary>
public abstract record ImageFileOptions : IValidatableObject
{
    /// <summary>Which part of a training image becomes the square; evaluation takes the middle.</summary>
    public CropMode Crop { get; init; } = CropMode.Random;

    /// <summary>
    /// The smallest square that is cropped, as a share of the image's shorter side; its side is drawn so that every doubling is equally
    /// likely. null = no jitter of the scale: the largest square that fits, or with resize one of the resolution at full detail.
    /// </summary>
    [Range(0.01, 1.0)]
    public double? MinCrop { get; init; }

    /// <summary>With min_crop: the largest square that is cropped, as a share of the image's shorter side.</summary>
    [Range(0.01, 1.0)]
    public double MaxCrop { get; init; } = 1;

    /// <summary>
    /// How many images each file stands for: more than 1 makes an epoch of a few large photographs long. In training each is a crop of
    /// its own; in evaluation they are fixed crops, drawn once from the file's name, in place of the one in the middle.
    /// </summary>
    [Range(1, 100_000)]
    public int CropsPerImage { get; init; } = 1;

    /// <summary>The shorter side after resizing and before cropping, px; null = crop first, then resize.</summary>
    [Range(1, 65536)]
    public int? Resize { get; init; }

    /// <summary>How pixels are averaged when resizing.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bicubic;

    /// <summary>Whether training images are mirrored left-right at random.</summary>
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whether training images are mirrored top-bottom at random.</summary>
    public bool VerticalFlip { get; init; }

    /// <summary>
    /// Memory for decoded (and resized) files, MiB: decoding a photograph of 10 megapixels takes longer than a training step.
    /// </summary>
    [Range(0, 1_000_000)]
    public int CacheMegabytes { get; init; }

    /// <summary>
    /// When a training image is, or nearly is, one of val or test, or one of val one of test: refuse to train, exclude it from the earlier
    /// split, or allow it.
    /// </summary>
    [WrittenWhenUsed]
    public LeakPolicy Leaks { get; init; } = LeakPolicy.Refuse;

    /// <summary>Crops that go together; datasets add what their own options must keep.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinCrop is null && MaxCrop < 1)
            yield return OptionsCheck.Error("max_crop needs min_crop, the other end of the range", nameof(MaxCrop));
        if (MinCrop > MaxCrop)
            yield return OptionsCheck.Error($"expected min_crop <= max_crop, received {MinCrop} and {MaxCrop}", nameof(MinCrop));
        if (Crop == CropMode.None && MinCrop is not null)
            yield return OptionsCheck.Error("crop: none takes whole images; leave min_crop out", nameof(MinCrop));
        if (Crop != CropMode.Random && CropsPerImage > 1)
            yield return OptionsCheck.Error("several crops of an image need crop: random", nameof(CropsPerImage));
    }
}
