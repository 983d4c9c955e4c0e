using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>A graph of a CUDA device (at::cuda::CUDAGraph). TorchSharp has no counterpart.</summary>
public sealed unsafe class CudaGraph : IDeviceGraph
{
    private nint _handle;

    /// <summary>An empty graph.</summary>
    /// <param name="device">A CUDA device.</param>
    /// <exception cref="NotSupportedException">There are none here, for the reason that <see cref="Missing"/> names.</exception>
    public CudaGraph(Device device)
    {
        if (device.type != DeviceType.CUDA)
            throw new ArgumentException($"expected a CUDA device, received {device}", nameof(device));
        if (Missing is { } reason)
            throw new NotSupportedException($"CUDA graphs: {reason}");
        _handle = NativeMethods.il_graph_new(Math.Max(0, device.index));
        if (_handle == 0)
            NativeMethods.ThrowLastError();
    }

    /// <summary>Why there are no CUDA graphs here; null when there are.</summary>
    public static string? Missing => NativeMethods.TakeString(NativeMethods.il_graph_missing()) is { Length: > 0 } reason ? reason : null;

    private nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(CudaGraph));

    /// <inheritdoc/>
    public void WarmUp(Action work) => OnItsStream(work);

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Capture(Func<IReadOnlyList<Tensor>> work)
    {
        IReadOnlyList<Tensor> outputs = [];
        OnItsStream(() =>
        {
            NativeMethods.Check(NativeMethods.il_graph_begin(Handle));
            try
            {
                outputs = [.. work().Select(output => output.DetachFromDisposeScope())];
            }
            catch
            {
                _ = NativeMethods.il_graph_end(Handle); // fails, too, and says less
                throw;
            }

            NativeMethods.Check(NativeMethods.il_graph_end(Handle));
        });
        return outputs;
    }

    /// <inheritdoc/>
    public void Replay() => NativeMethods.Check(NativeMethods.il_graph_replay(Handle));

    /// <summary>Waits for the device and frees the graph with its memory.</summary>
    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
            NativeMethods.il_graph_free(handle);
    }

    private void OnItsStream(Action work)
    {
        NativeMethods.Check(NativeMethods.il_graph_enter(Handle));
        try
        {
            work();
        }
        catch
        {
            _ = NativeMethods.il_graph_leave(Handle); // a failed capture makes it fail, too
            throw;
        }

        NativeMethods.Check(NativeMethods.il_graph_leave(Handle));
    }
}
