using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench;

/// <summary>
/// Where the networks of a benchmark compute, on both sides: the CPU unless a GPU is asked for. Chosen once, before any is made.
/// </summary>
internal static class BenchTarget
{
    /// <summary>The variable that tells a peer its device (protocol.py).</summary>
    public const string Variable = "INPAINTLAB_BENCH_DEVICE";

    private static readonly string[] OnGpus = ["train-step", "infer", "fid", "data"];

    /// <summary>The device.</summary>
    public static Device Device { get; private set; } = CPU;

    /// <summary>Whether our side captures its work in CUDA graphs.</summary>
    public static bool CapturesGraphs { get; private set; }

    /// <summary>Whether it is a GPU.</summary>
    public static bool IsGpu => Device.type == DeviceType.CUDA;

    /// <summary>Chooses it, and lets cuDNN try its algorithms out, as runs do and the peers.</summary>
    /// <param name="device">auto, cpu, cuda or cuda:N.</param>
    /// <param name="graphs">Whether our side captures graphs.</param>
    /// <param name="benchmark">The benchmark's name; null: all.</param>
    /// <exception cref="UserErrorException">There is no such device, or the benchmark is not one for GPUs.</exception>
    public static void Choose(string device, bool graphs, string? benchmark)
    {
        if (device == "cpu" && !graphs)
            return;
        if (device != "cpu" && !OnGpus.Contains(benchmark))
        {
            throw new UserErrorException(
                $"--device {device}: expected one of the benchmarks {string.Join(", ", OnGpus)}, received {benchmark ?? "all"}; the others "
                    + "compute on the CPU");
        }

        Device = DeviceChoice.Of(device);
        CapturesGraphs = graphs;
        if (graphs)
            GraphChoice.Require("--cuda-graph", Device);
        if (IsGpu)
            CudaSettings.TriesConvolutions = true;
    }

    /// <summary>Waits until the device has done what it was asked for: before the clock is read.</summary>
    public static void Finish()
    {
        if (IsGpu)
            cuda.synchronize(Device);
    }
}
