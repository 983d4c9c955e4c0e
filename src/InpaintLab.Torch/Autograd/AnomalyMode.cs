using InpaintLab.Torch.Interop;

namespace TorchSharp;

/// <summary>
/// Backward passes of the whole process fail at the first NaN and name the operation of the forward pass, until it is disposed. Slow:
/// for looking for a fault only.
/// </summary>
public sealed class AnomalyMode : IDisposable
{
    private readonly int _before;
    private bool _disposed;

    /// <summary>Sets the mode.</summary>
    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        IsEnabled = enabled;
        ShouldCheckNaN = check_nan;
        _before = NativeMethods.il_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);
    }

    /// <summary>Whether it was switched on.</summary>
    public bool IsEnabled { get; }

    /// <summary>Whether backward passes look for NaN.</summary>
    public bool ShouldCheckNaN { get; }

    /// <summary>Sets what was before.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _ = NativeMethods.il_anomaly_mode(_before > 0 ? 1 : 0, _before == 2 ? 1 : 0);
    }
}

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>Looks for the origin of NaN until the result is disposed.</summary>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        /// <summary>Looks, or not, for the origin of NaN until the result is disposed.</summary>
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}
