using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Steps of an optimiser that a graph can capture (PyTorch's <c>capturable=True</c>): their number is counted on the device and the
/// learning rate comes as a tensor. TorchSharp has no counterpart.
/// </summary>
public static class CountedOptimizer
{
    /// <summary>Whether an optimiser can: Adam and AdamW without AMSGrad, on the CPU, and on CUDA from libtorch 2.1 on.</summary>
    public static bool CanBegin(optim.Optimizer optimizer) => optimizer.CanCountSteps;

    /// <summary>Whether there is such an optimiser on a kind of device.</summary>
    public static bool IsOn(TorchSharp.DeviceType device) => TorchSharp.Modules.AdamStep.CanCountSteps(device);

    /// <summary>Begins after a step: the parameters that have a gradient now are those of all counted steps.</summary>
    /// <exception cref="NotSupportedException">It cannot: see <see cref="CanBegin"/>.</exception>
    public static void Begin(optim.Optimizer optimizer) => optimizer.CountSteps();

    /// <summary>Ends it; steps are again the host's.</summary>
    public static void End(optim.Optimizer optimizer) => optimizer.CountNoSteps();

    /// <summary>
    /// Before counted steps are made or replayed: how many they are. They take the groups' learning rates of this moment.
    /// </summary>
    public static void Advance(optim.Optimizer optimizer, int steps) => optimizer.Advance(steps);
}
