using InpaintLab.Models;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Inference;

/// <summary>
/// Runs a generator on patches of any size: pads them by reflection to the next size that the network takes, and computes as many of one
/// size at once as fit in <see cref="BatchBytes"/>.
/// </summary>
internal sealed class PatchPredictor : IDisposable
{
    /// <summary>What the forward of one patch may take; a constant, so that results do not depend on the machine.</summary>
    public const long PatchBytes = 512L << 20;

    /// <summary>What the forward of several patches may take together; more of them would not be faster.</summary>
    public const long BatchBytes = 192L << 20;

    private const int MostPatches = 32;

    private readonly InpaintingGenerator _generator;
    private readonly Device _device;
    private readonly CapturedForwards? _captured;

    // Kept for the next batch, which mostly has the same size: large arrays wait long for the garbage collector.
    private float[] _images = [];
    private float[] _masks = [];

    /// <summary>Lays the generator's weights out as in training and puts it into evaluation mode; does not take it over.</summary>
    /// <param name="generator">The network.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="graphs">Makes the graphs that forwards are captured in; null: none are.</param>
    public PatchPredictor(InpaintingGenerator generator, Device device, Func<IDeviceGraph>? graphs = null)
    {
        (_generator, _device) = (generator, device);
        _captured = graphs is null ? null : new CapturedForwards(Predict, graphs);
        generator.ToMemoryFormat(MemoryFormat.ChannelsLast);
        generator.eval();
    }

    /// <summary>The only size of the network; null when it takes many.</summary>
    public int? FixedSize => _generator.FixedSize;

    /// <summary>Sides that are multiples of this need no padding.</summary>
    public int SizeMultiple => _generator.SizeMultiple;

    /// <summary>Whether the network takes a patch of this size, after padding.</summary>
    public bool Takes(int height, int width) => FixedSize is not { } side || (height <= side && width <= side);

    /// <summary>Whether the network takes a patch of this size and computes it within <see cref="PatchBytes"/>.</summary>
    public bool Fits(int height, int width) => Takes(height, width) && Bytes(height, width) <= PatchBytes;

    /// <summary>How many patches of this size are computed at once.</summary>
    public int AtOnce(int height, int width) => (int)Math.Clamp(BatchBytes / Math.Max(1, Bytes(height, width)), 1, MostPatches);

    /// <summary>The raw predictions, 3 x Height x Width in [0,1], in the order of the patches; they need not have one size.</summary>
    public float[][] Predict(IReadOnlyList<Patch> patches)
    {
        var results = new float[patches.Count][];
        foreach (var group in Enumerable.Range(0, patches.Count).GroupBy(i => Padded(patches[i].Height, patches[i].Width)))
        {
            var (height, width) = group.Key;
            foreach (var chunk in group.Chunk(AtOnce(height, width)))
                Forward(patches, chunk, height, width, results);
        }

        return results;
    }

    /// <summary>Frees the graphs; the generator stays.</summary>
    public void Dispose() => _captured?.Dispose();

    private void Forward(IReadOnlyList<Patch> patches, int[] chosen, int height, int width, float[][] results)
    {
        var area = height * width;
        if (_masks.Length != chosen.Length * area)
            (_images, _masks) = (new float[chosen.Length * 3 * area], new float[chosen.Length * area]);
        for (var i = 0; i < chosen.Length; i++)
        {
            var patch = patches[chosen[i]];
            ReflectionPadding.Pad(patch.Image, 3, patch.Height, patch.Width, _images.AsSpan(i * 3 * area, 3 * area), height, width);
            ReflectionPadding.Pad(patch.Mask, 1, patch.Height, patch.Width, _masks.AsSpan(i * area, area), height, width);
        }

        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (image, mask) = BatchTensors.Of(_images, _masks, chosen.Length, height, width, _device);
        var predictions = _captured is null ? Predict(image, mask) : _captured.Run(image, mask);
        for (var i = 0; i < chosen.Length; i++)
        {
            var patch = patches[chosen[i]];
            using var one = predictions.narrow(0, i, 1).narrow(2, 0, patch.Height).narrow(3, 0, patch.Width);
            results[chosen[i]] = one.data<float>().ToArray();
        }
    }

    private Tensor Predict(Tensor image, Tensor mask) => BatchTensors.ToUnitRange(_generator.call(image, mask).Refined);

    private long Bytes(int height, int width)
    {
        var (paddedHeight, paddedWidth) = Padded(height, width);
        return _generator.ForwardBytes(paddedHeight, paddedWidth);
    }

    private (int Height, int Width) Padded(int height, int width)
    {
        if (!Takes(height, width))
            throw new ArgumentException($"expected a patch of at most {FixedSize} x {FixedSize} px, received {height} x {width}");
        return FixedSize is { } side ? (side, side) : (RoundUp(height), RoundUp(width));
    }

    private int RoundUp(int side) => (side + SizeMultiple - 1) / SizeMultiple * SizeMultiple;
}
