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

/// <summary>
/// Inpaints images of any size with the network of a run: the averaged weights where the run has them. Needs the run's folder only, not
/// its dataset. Create, use and dispose it on one thread.
/// </summary>
public sealed class Inpainter : IDisposable
{
    private readonly InpaintingGenerator _generator;
    private readonly PatchPredictor _predictor;
    private readonly Geometry _geometry;
    private readonly InpaintingStrategy _strategy;

    /// <summary>Takes over a generator, which lives on the device.</summary>
    internal Inpainter(InpaintingGenerator generator, Device device, int resolution, InpaintingOptions options, long step = 0)
    {
        _predictor = new PatchPredictor(generator, device, options.CudaGraph ? () => new CudaGraph(device) : null);
        _geometry = new Geometry(options, _predictor, resolution);
        (_generator, _strategy, Step, Resolution) = (generator, options.Strategy, step, resolution);
    }

    /// <summary>Updates that the network has seen.</summary>
    public long Step { get; }

    /// <summary>Side of the images that the network was trained on, px.</summary>
    public int Resolution { get; }

    /// <summary>The network of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="checkpoint">Which of its checkpoints.</param>
    /// <param name="device">Where to compute: auto, cpu, cuda or cuda:N; not the spec's, for a run may be used elsewhere.</param>
    /// <param name="options">How images are cut; null: the defaults.</param>
    /// <exception cref="UserErrorException">
    /// Spec or checkpoint are missing or damaged, there is no such device, or the options do not fit the network.
    /// </exception>
    public static Inpainter Load(
        RunFolder run, CheckpointChoice checkpoint = CheckpointChoice.Last, string device = "auto", InpaintingOptions? options = null)
    {
        var path = CheckpointFiles.PathOf(run, checkpoint);
        var spec = SpecLoader.Load(run.SpecPath, [], Components.Registry);
        var place = DeviceChoice.Of(device);
        if (options is { CudaGraph: true })
            GraphChoice.Require("--cuda-graph", place);
        var generator = spec.Model.CreateNetworkFamily().CreateGenerator(spec.Resolution);
        try
        {
            ComputeMode.Configure(generator, spec.Training);
            generator.to(place);
            var step = Checkpoint.LoadGenerator(path, generator);
            return new Inpainter(generator, place, spec.Resolution, options ?? new InpaintingOptions(), step);
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }

    /// <summary>A copy of the image with its hole filled; see <see cref="Fill"/>.</summary>
    public ImageBuffer Inpaint(ImageBuffer image, byte[] mask)
    {
        var result = image.Copy();
        Fill(result, mask);
        return result;
    }

    /// <summary>
    /// Fills the hole in place. Every known pixel keeps its exact samples, and so does alpha everywhere, in the hole too; without a hole
    /// nothing changes. Grey images are filled with the luma of the prediction. Beside the image only pieces of it are held as numbers,
    /// unless the strategy is whole.
    /// </summary>
    /// <param name="image">Any size, 8 or 16 bits, 1 to 4 channels; colours under transparent pixels count as known.</param>
    /// <param name="mask">Height x Width, 1 = hole, 0 = known.</param>
    /// <returns>The strategy that was used, whole for an image without a hole, and how many pieces were computed.</returns>
    /// <exception cref="UserErrorException">The mask leaves no known pixel, or the network cannot take the image whole.</exception>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    public (InpaintingStrategy Strategy, int Pieces) Fill(ImageBuffer image, byte[] mask)
    {
        if (mask.Length != image.Width * image.Height)
            throw new ArgumentException($"expected a mask of {image.Height} x {image.Width} values, received {mask.Length}", nameof(mask));
        if (!mask.AsSpan().Contains((byte)0))
        {
            throw new UserErrorException(
                "the mask is all hole: expected some known pixels to go by (is its polarity the other way round?)");
        }

        if (!mask.AsSpan().Contains((byte)1))
            return (InpaintingStrategy.Whole, 0);
        var strategy = _strategy == InpaintingStrategy.Auto
            ? StrategyChoice.Of(_predictor, _geometry, mask, image.Width, image.Height)
            : _strategy;
        return (strategy, strategy switch
        {
            InpaintingStrategy.Whole => FillWhole(image, mask),
            InpaintingStrategy.Tiles => new TiledInpainting(_predictor, _geometry.Tile, _geometry.Overlap).Fill(image, mask),
            _ => FillCrops(image, mask),
        });
    }

    /// <summary>Frees the network.</summary>
    public void Dispose()
    {
        _predictor.Dispose();
        _generator.Dispose();
    }

    // A single tile.
    private int FillWhole(ImageBuffer image, byte[] mask)
    {
        if (!_predictor.Takes(image.Height, image.Width))
        {
            throw new UserErrorException(
                $"strategy: the network takes images of {_predictor.FixedSize} x {_predictor.FixedSize} px only and cannot take one of "
                + $"{image.Width} x {image.Height} px whole; expected auto, tiles or crops");
        }

        return new TiledInpainting(_predictor, Math.Max(image.Width, image.Height), overlap: 0).Fill(image, mask);
    }

    private int FillCrops(ImageBuffer image, byte[] mask)
    {
        var crops = _geometry.Crops.Of(mask, image.Width, image.Height);
        new CropInpainting(_predictor, _geometry.Tile).Fill(image, mask, crops);
        return crops.Count;
    }
}
