using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// A queue of work of a GPU beside the current one, with memory of its own: for what others do on streams that wait for neither. TorchSharp
/// has no counterpart. Use it on one thread.
/// </summary>
public sealed class SideStream : IDisposable
{
    private nint _handle;

    /// <summary>A stream of the device's pool.</summary>
    /// <param name="device">A CUDA device.</param>
    /// <exception cref="TorchException">There is none.</exception>
    public SideStream(Device device)
    {
        if (device.type != DeviceType.CUDA)
            throw new ArgumentException($"expected a CUDA device, received {device}", nameof(device));
        _handle = NativeMethods.il_stream_new(new Device(DeviceType.CUDA, Math.Max(0, device.index)).Packed);
        if (_handle == 0)
            NativeMethods.ThrowLastError();
    }

    /// <summary>
    /// Does work on the stream. The host waits first for what the stream was given before, so that none of its memory is still read. The
    /// current stream waits for the work, the host does not.
    /// </summary>
    /// <param name="work">The work; all other tensors that it makes it disposes.</param>
    /// <returns>Its result, for use on the current stream.</returns>
    public Tensor Do(Func<Tensor> work)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        NativeMethods.Check(NativeMethods.il_stream_enter(_handle));
        Tensor result;
        try
        {
            result = work();
        }
        catch
        {
            _ = NativeMethods.il_stream_leave(_handle, 0);
            throw;
        }

        NativeMethods.Check(NativeMethods.il_stream_leave(_handle, result.Handle));
        return result;
    }

    /// <summary>Waits for its work and frees it.</summary>
    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
            NativeMethods.il_stream_free(handle);
    }
}
