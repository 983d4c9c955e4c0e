using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// A region of mixed precision on one thread: operators that bear it (convolutions, matrix products) compute in the lower precision,
/// those that do not in single. TorchSharp has no counterpart.
/// </summary>
public sealed class Autocast : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int _device;
    private readonly int _before;
    private bool _disposed;

    /// <summary>Enters a region.</summary>
    /// <param name="device">CPU or CUDA.</param>
    /// <param name="dtype">Float16 or BFloat16; null: Float16 on CUDA, BFloat16 on the CPU.</param>
    /// <param name="enabled">False leaves an outer region for a while.</param>
    public Autocast(DeviceType device, ScalarType? dtype = null, bool enabled = true)
    {
        if (device is not (DeviceType.CPU or DeviceType.CUDA))
            throw new ArgumentException($"autocast: expected CPU or CUDA; received {device}", nameof(device));
        var type = dtype ?? (device == DeviceType.CPU ? ScalarType.BFloat16 : ScalarType.Float16);
        if (type is not (ScalarType.Float16 or ScalarType.BFloat16))
            throw new ArgumentException($"autocast: expected Float16 or BFloat16; received {type}", nameof(dtype));
        _device = (int)device;
        _before = Set(enabled ? 1 : 0, (int)type);
        _ = NativeMethods.il_autocast_nesting(1);
    }

    /// <summary>The lower precision of the region that this thread is in; null outside one, and in one that is not enabled.</summary>
    /// <param name="device">CPU or CUDA.</param>
    public static ScalarType? Current(DeviceType device)
    {
        var dtype = NativeMethods.il_autocast((int)device, -1, -1);
        if (dtype < -1)
            NativeMethods.ThrowLastError();
        return dtype < 0 ? null : (ScalarType)dtype;
    }

    /// <summary>Leaves it: the state before it is restored. The outermost one drops the copies of weights made in it.</summary>
    /// <exception cref="InvalidOperationException">On another thread.</exception>
    public void Dispose()
    {
        if (_thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException($"autocast: expected to be left on thread {_thread}, where it was entered");
        if (_disposed)
            return;
        _disposed = true;
        _ = NativeMethods.il_autocast_nesting(-1);
        _ = Set(_before >= 0 ? 1 : 0, _before);
    }

    private int Set(int enabled, int dtype)
    {
        var before = NativeMethods.il_autocast(_device, enabled, dtype);
        if (before < -1)
            NativeMethods.ThrowLastError();
        return before;
    }
}
