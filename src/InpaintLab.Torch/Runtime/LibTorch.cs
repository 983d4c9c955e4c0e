using InpaintLab.Torch.Interop;

namespace InpaintLab.Torch;

/// <summary>The libtorch that this process runs on: its version, threads, devices and live tensors.</summary>
public static unsafe class LibTorch
{
    /// <summary>Its version, e.g. "1.13.1".</summary>
    public static string Version => NativeMethods.TakeString(NativeMethods.il_info("version"));

    /// <summary>How it was built, as libtorch prints it (compiler, BLAS, CPU capability, CUDA).</summary>
    public static string BuildConfiguration => NativeMethods.TakeString(NativeMethods.il_info("config"));

    /// <summary>Its thread pools and the variables that steer them, as libtorch prints them.</summary>
    public static string ParallelInfo => NativeMethods.TakeString(NativeMethods.il_info("parallel"));

    /// <summary>How many tensor handles are alive in this process: back to what it was when nothing leaked.</summary>
    public static long LiveTensors => NativeMethods.il_live_tensors();

    /// <summary>Threads within one operator. libtorch picks one on some machines, so the runner sets it.</summary>
    public static int Threads
    {
        get => NativeMethods.il_threads(0);
        set => _ = NativeMethods.il_threads(
            value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "expected at least 1"));
    }

    /// <summary>Number of CUDA devices; 0 without CUDA.</summary>
    public static int CudaDeviceCount => NativeMethods.Check(NativeMethods.il_cuda_device_count());

    /// <summary>The file of its CPU kernels, by the name that it was loaded by; null where the system does not say.</summary>
    public static string? LibraryPath =>
        NativeMethods.TakeString(NativeMethods.il_info("library")) is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>The path of the loaded native library, for records.</summary>
    public static string? NativePath => Environment.GetEnvironmentVariable(NativeLibraryLocator.Variable);
}
