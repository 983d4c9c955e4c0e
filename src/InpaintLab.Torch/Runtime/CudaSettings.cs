using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>Settings of the process that TorchSharp lacks, or has in another form. On a CPU they change nothing.</summary>
public static class CudaSettings
{
    /// <summary>
    /// Whether cuDNN times its algorithms on the first convolution of each shape and keeps the fastest
    /// (<c>torch.backends.cudnn.benchmark</c>): for networks whose shapes stay the same.
    /// </summary>
    public static bool TriesConvolutions
    {
        get => backends.Setting(2, null);
        set => backends.Setting(2, value);
    }

    /// <summary>
    /// Whether only algorithms that repeat themselves bit for bit are used (<c>torch.use_deterministic_algorithms</c>, with cuDNN's and
    /// cuBLAS's own switches); an operator that has none fails. Set it before the first use of a GPU.
    /// </summary>
    public static bool Deterministic
    {
        get => backends.Setting(backends.Deterministic, null);
        set => backends.Setting(backends.Deterministic, value);
    }
}
