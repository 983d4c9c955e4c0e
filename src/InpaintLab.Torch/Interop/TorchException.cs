namespace InpaintLab.Torch;

/// <summary>What kind of error libtorch reported.</summary>
public enum TorchErrorKind
{
    /// <summary>Shapes, dtypes or anything else that libtorch refuses.</summary>
    Other,

    /// <summary>An index out of range.</summary>
    Index,

    /// <summary>The operator has no kernel for this device or dtype.</summary>
    NotImplemented,

    /// <summary>No memory left on the device.</summary>
    OutOfMemory,
}

/// <summary>An error inside libtorch, with its message (without its C++ stack trace).</summary>
public sealed class TorchException(string message, TorchErrorKind kind) : Exception(message)
{
    /// <summary>What kind of error it was.</summary>
    public TorchErrorKind Kind { get; } = kind;
}
