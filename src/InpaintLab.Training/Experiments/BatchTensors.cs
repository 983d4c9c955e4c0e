using InpaintLab.Data.Loading;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>The step from plain arrays to tensors.</summary>
public static class BatchTensors
{
    /// <summary>Image N x 3 x H x W in [-1,1] and mask N x 1 x H x W (1 = hole), of the caller's dispose scope.</summary>
    /// <param name="batch">Images in [0,1]; none that are deferred.</param>
    /// <param name="device">Where the tensors are to live.</param>
    public static (Tensor Image, Tensor Mask) Of(Batch batch, Device device) => Of(batch, device, decoder: null);

    /// <summary>The same of a batch whose images may be deferred: what is left of them is done on the device.</summary>
    /// <param name="batch">Images in [0,1], or files.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <param name="decoder">Decodes the files; null: there are none.</param>
    /// <exception cref="Core.Errors.UserErrorException">The device cannot decode a file: it is named.</exception>
    public static (Tensor Image, Tensor Mask) Of(Batch batch, Device device, IJpegDecoder? decoder)
    {
        if (batch.Deferred is null)
            return Of(batch.Images, batch.Masks, batch.Count, batch.Height, batch.Width, device);
        using var scope = NewDisposeScope();
        var image = DeferredTensors.Of(batch, device, decoder ?? throw new ArgumentNullException(nameof(decoder)));
        return scope.MoveToOuter(ToModels(image), MaskOf(batch.Masks, batch.Count, batch.Height, batch.Width, device));
    }

    /// <summary>The same from arrays: images N x 3 x H x W in [0,1], masks N x 1 x H x W. Both tensors are channels-last by name.</summary>
    public static (Tensor Image, Tensor Mask) Of(float[] images, float[] masks, int count, int height, int width, Device device)
    {
        using var scope = NewDisposeScope();
        var image = Placed(tensor(images, [count, 3, height, width]), device);
        return scope.MoveToOuter(ToModels(image), MaskOf(masks, count, height, width, device));
    }

    // From pinned memory the copy runs beside what the GPU computes, and the host does not wait for either; libtorch keeps the memory until
    // then.
    internal static Tensor Placed(Tensor host, Device device) =>
        device.type == DeviceType.CUDA ? host.pin_memory().to(device, non_blocking: true) : host.to(device);

    private static Tensor ToModels(Tensor image) => image.mul_(2).sub_(1).ToMemoryFormat(MemoryFormat.ChannelsLast);

    private static Tensor MaskOf(float[] masks, int count, int height, int width, Device device) =>
        Placed(tensor(masks, [count, 1, height, width]), device).ToMemoryFormat(MemoryFormat.ChannelsLast);

    /// <summary>From the models' [-1,1] to the [0,1] of metrics and files, clamped.</summary>
    public static Tensor ToUnitRange(Tensor image)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(image.add(1).mul_(0.5).clamp_(0, 1));
    }
}
