using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Inference;

/// <summary>Which checkpoint of a run.</summary>
public enum CheckpointChoice
{
    /// <summary>The newest.</summary>
    Last,

    /// <summary>The one with the best validation result.</summary>
    Best,
}

/// <summary>
/// Inpaints images of any size with the network of a run: the averaged weights where the run has them. Needs the run's folder only, not
/// its dataset. Create, use and dispose it on one thread.
/// </summary>
public sealed class Inpainter : IDisposable
{
    private readonly InpaintingGenerator _generator;
    private readonly Device _device;

    private Inpainter(InpaintingGenerator generator, Device device, long step)
    {
        (_generator, _device, Step) = (generator, device, step);
        generator.ToMemoryFormat(MemoryFormat.ChannelsLast);
        generator.eval();
    }

    /// <summary>Updates that the network has seen.</summary>
    public long Step { get; }

    /// <summary>The network of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="checkpoint">Which of its checkpoints.</param>
    /// <param name="device">Where to compute: auto, cpu, cuda or cuda:N; not the spec's, for a run may be used elsewhere.</param>
    /// <exception cref="UserErrorException">Spec or checkpoint are missing or damaged, or there is no such device.</exception>
    public static Inpainter Load(RunFolder run, CheckpointChoice checkpoint = CheckpointChoice.Last, string device = "auto")
    {
        var path = PathOf(run, checkpoint);
        var spec = SpecLoader.Load(run.SpecPath, [], Components.Registry);
        var place = DeviceChoice.Of(device);
        var generator = spec.Model.Create<IModelFamily>().CreateGenerator();
        try
        {
            generator.to(place);
            return new Inpainter(generator, place, Checkpoint.LoadGenerator(path, generator));
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The image with its hole filled. Every known pixel keeps its exact samples, and so does alpha everywhere; an image without a hole
    /// comes back equal. Grey images are filled with the luma of the prediction.
    /// </summary>
    /// <param name="image">Any size, 8 or 16 bits, 1 to 4 channels.</param>
    /// <param name="mask">Height x Width, 1 = hole, 0 = known.</param>
    /// <returns>A new image of the same size, depth and channels.</returns>
    /// <exception cref="UserErrorException">The mask leaves no known pixel.</exception>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    public ImageBuffer Inpaint(ImageBuffer image, byte[] mask)
    {
        if (mask.Length != image.Width * image.Height)
            throw new ArgumentException($"expected a mask of {image.Height} x {image.Width} values, received {mask.Length}", nameof(mask));
        if (!mask.AsSpan().Contains((byte)0))
            throw new UserErrorException("the mask is all hole: expected some known pixels to go by (is its polarity the other way round?)");
        var result = image.Crop(0, 0, image.Width, image.Height);
        if (mask.AsSpan().Contains((byte)1))
            Fill(result, Predict(image, mask), mask);
        return result;
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _generator.Dispose();

    private static string PathOf(RunFolder run, CheckpointChoice checkpoint)
    {
        if (checkpoint == CheckpointChoice.Last)
            return Checkpoint.LastPath(run);
        var best = Checkpoint.BestPath(run);
        return File.Exists(best)
            ? best
            : throw new UserErrorException($"{best}: the run has no best checkpoint (it never evaluated while it trained); use the last one");
    }

    // The prediction of the whole image, RGB in [0,1]. The network takes multiples of some size: image and mask are continued beyond
    // the right and lower edge by their last column and row, so that a hole at the edge goes on as a hole.
    private ImageBuffer Predict(ImageBuffer image, byte[] mask)
    {
        var (height, width) = (RoundUp(image.Height), RoundUp(image.Width));
        var planes = EdgePadding.Pad<float>(image.ToPlanar(3), 3, image.Height, image.Width, height, width);
        var holes = Array.ConvertAll(EdgePadding.Pad<byte>(mask, 1, image.Height, image.Width, height, width), m => (float)m);

        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var truth = tensor(planes, [1, 3, height, width], device: _device).mul_(2).sub_(1).ToMemoryFormat(MemoryFormat.ChannelsLast);
        var prediction = _generator.call(truth, tensor(holes, [1, 1, height, width], device: _device)).Refined;
        var values = BatchTensors.ToUnitRange(prediction).cpu().contiguous().data<float>().ToArray();
        return ImageBuffer.FromPlanar(values, 3, height, width, image.BitDepth).Crop(0, 0, image.Width, image.Height);
    }

    // Whole samples are exchanged, never mixed: what is known cannot change by rounding.
    private static void Fill(ImageBuffer image, ImageBuffer prediction, byte[] mask)
    {
        var colours = image.HasAlpha ? image.Channels - 1 : image.Channels;
        var source = prediction.ToChannels(colours).Bytes;
        var target = image.Bytes;
        var (pixelBytes, colourBytes) = (image.Channels * image.BitDepth / 8, colours * image.BitDepth / 8);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                source.Slice(i * colourBytes, colourBytes).CopyTo(target[(i * pixelBytes)..]);
        }
    }

    private int RoundUp(int side) => (side + _generator.SizeMultiple - 1) / _generator.SizeMultiple * _generator.SizeMultiple;
}
