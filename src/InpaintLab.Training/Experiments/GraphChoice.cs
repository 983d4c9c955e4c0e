using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Torch;
using TorchSharp;

namespace InpaintLab.Training.Experiments;

/// <summary>Whether work can be captured in a graph of the device.</summary>
public static class GraphChoice
{
    /// <summary>Refuses captured steps where they cannot be made; only training needs to.</summary>
    /// <exception cref="UserErrorException">It names why.</exception>
    public static void CheckDevice(ExperimentSpec spec, torch.Device device)
    {
        if (!spec.Training.CudaGraph)
            return;
        Require("training.cuda_graph", device);
        if (!CountedOptimizer.IsOn(device.type))
            throw new UserErrorException($"training.cuda_graph: expected libtorch 2.1 or newer, received {LibTorch.Version}");
    }

    /// <summary>Refuses a spec of captured steps in which the host takes part, on any device.</summary>
    /// <exception cref="UserErrorException">It names the option.</exception>
    public static void CheckSteps(ExperimentSpec spec)
    {
        if (!spec.Training.CudaGraph)
            return;
        var kind = spec.Training.Optimizer.Kind;
        if (kind is not (OptimizerKind.Adam or OptimizerKind.Adamw))
        {
            throw new UserErrorException(
                $"training.cuda_graph: expected training.optimizer.kind adam or adamw, received {kind.ToString().ToLowerInvariant()}");
        }

        if (spec.Objective.Adversarial is { Kind: not AdversarialKind.None, DiffAugment.Count: > 0 })
        {
            throw new UserErrorException(
                "training.cuda_graph: expected objective.adversarial.diff_augment: [], for its shifts are drawn on the host");
        }

        if (spec.Training.ActivationCheckpointing != ActivationCheckpointing.None)
        {
            throw new UserErrorException(
                "training.cuda_graph: expected training.activation_checkpointing: none, for its second pass reads the generators' states "
                    + "on the host");
        }
    }

    /// <summary>Refuses graphs where there are none.</summary>
    /// <param name="option">What asks for them, as the user wrote it.</param>
    /// <param name="device">The device.</param>
    /// <exception cref="UserErrorException">It is no GPU, or libtorch and the native part have no graphs for it.</exception>
    public static void Require(string option, torch.Device device)
    {
        if (device.type != DeviceType.CUDA)
            throw new UserErrorException($"{option}: expected a CUDA device, received device {device}");
        if (CudaGraph.Missing is { } reason)
            throw new UserErrorException($"{option}: there are no CUDA graphs here: {reason}");
    }
}
