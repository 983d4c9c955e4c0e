using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Loading;

/// <summary>Images with their masks, as plain arrays; N = <see cref="Count"/>.</summary>
public sealed class Batch
{
    // Whoever makes a batch fills it.
    internal Batch(int count, int height, int width, long step, long epoch, bool isDeferred = false)
    {
        (Count, Height, Width, Step, Epoch) = (count, height, width, step, epoch);
        Images = isDeferred ? [] : GC.AllocateUninitializedArray<float>(count * 3 * height * width);
        Deferred = isDeferred ? new DeferredImage[count] : null;
        Masks = GC.AllocateUninitializedArray<float>(count * height * width);
        (ImageIds, MaskIds, HoleRatios) = (new string[count], new string[count], new double[count]);
    }

    /// <summary>How many images.</summary>
    public int Count { get; }

    /// <summary>Rows, px.</summary>
    public int Height { get; }

    /// <summary>Columns, px.</summary>
    public int Width { get; }

    /// <summary>In training the global step that this batch is for; in evaluation the number of the batch.</summary>
    public long Step { get; }

    /// <summary>In training the pass over the data, from 0; in evaluation 0.</summary>
    public long Epoch { get; }

    /// <summary>N x 3 x Height x Width, RGB in [0,1] (not in the models' [-1,1]: 2 x - 1 is for whoever makes the tensor); empty
    /// when they are <see cref="Deferred"/>.</summary>
    public float[] Images { get; }

    /// <summary>The images of which the device is to decode what it can, square; null: all are in <see cref="Images"/>.</summary>
    public DeferredImage[]? Deferred { get; }

    /// <summary>N x 1 x Height x Width: 1 = hole, 0 = known.</summary>
    public float[] Masks { get; }

    /// <summary>The name of each image in its dataset.</summary>
    public string[] ImageIds { get; }

    /// <summary>The name of each mask.</summary>
    public string[] MaskIds { get; }

    /// <summary>The share of hole pixels of each mask.</summary>
    public double[] HoleRatios { get; }

    /// <summary>The place of one image.</summary>
    internal Span<float> Image(int i) => Images.AsSpan(i * 3 * Height * Width, 3 * Height * Width);

    /// <summary>Enters one mask.</summary>
    internal void SetMask(int i, Masks.BankMask mask)
    {
        var pixels = mask.Mask.Pixels;
        SampleConversion.ToFloat(pixels, Masks.AsSpan(i * pixels.Length, pixels.Length));
        (MaskIds[i], HoleRatios[i]) = (mask.Id, mask.Mask.HoleRatio);
    }
}
