using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>
/// How an experiment's networks compute: the process's settings for its device, those of the networks, and the region of mixed precision of
/// a forward.
/// </summary>
public sealed class ComputeMode
{
    private readonly DeviceType _device;
    private readonly bool _mixed;

    /// <summary>A mode without settings of the process: for code that has networks and no experiment.</summary>
    /// <param name="precision">The precision of training.</param>
    /// <param name="device">Where the networks live.</param>
    public ComputeMode(Precision precision, DeviceType device) => (_device, _mixed) = (device, precision == Precision.Bf16);

    /// <summary>
    /// Sets the process up for an experiment: TF32 where the spec asks for it and nowhere else, deterministic algorithms, and, where shapes
    /// stay the same and need not repeat bit for bit, cuDNN's choice by trial.
    /// </summary>
    /// <param name="spec">The spec.</param>
    /// <param name="device">Its device.</param>
    /// <exception cref="UserErrorException">TF32 without a GPU.</exception>
    public static ComputeMode Begin(ExperimentSpec spec, Device device)
    {
        var precision = spec.Training.Precision;
        var cuda = device.type == DeviceType.CUDA;
        if (precision == Precision.Tf32 && !cuda)
            throw new UserErrorException($"training.precision: tf32 expects a CUDA device, received device {device}; use fp32 or bf16");
        if (cuda)
        {
            backends.cuda.matmul.allow_tf32 = precision == Precision.Tf32;
            backends.cudnn.allow_tf32 = precision == Precision.Tf32;
            CudaSettings.Deterministic = spec.Deterministic;
            CudaSettings.TriesConvolutions = !spec.Deterministic;
        }

        return new ComputeMode(precision, device.type);
    }

    /// <summary>Sets a generator up for an experiment: how its convolutions are computed, and what it keeps for a backward.</summary>
    /// <param name="generator">The network.</param>
    /// <param name="training">What the spec asks for.</param>
    public static void Configure(InpaintingGenerator generator, TrainingSpec training)
    {
        generator.MinimalFiltering = training.Convolution == Convolution.Auto;
        generator.ActivationCheckpointing = training.ActivationCheckpointing == ActivationCheckpointing.Blocks;
    }

    /// <summary>The same of a discriminator, whose activations are all kept.</summary>
    /// <param name="discriminator">The network.</param>
    /// <param name="training">What the spec asks for.</param>
    public static void Configure(InpaintingDiscriminator discriminator, TrainingSpec training) =>
        discriminator.MinimalFiltering = training.Convolution == Convolution.Auto;

    /// <summary>A forward in the mode's precision; the networks see an ordinary call.</summary>
    /// <param name="forward">Calls a network.</param>
    /// <returns>What it gave, in float32; of the caller's dispose scope, with its graph.</returns>
    public Tensor Call(Func<Tensor> forward)
    {
        if (!_mixed)
            return forward();
        using var region = new Autocast(_device, ScalarType.BFloat16);
        return forward().to(ScalarType.Float32);
    }

    /// <inheritdoc cref="Call(Func{Tensor})"/>
    public Prediction Call(Func<Prediction> forward)
    {
        if (!_mixed)
            return forward();
        using var region = new Autocast(_device, ScalarType.BFloat16);
        var prediction = forward();
        return new Prediction(prediction.Coarse?.to(ScalarType.Float32), prediction.Refined.to(ScalarType.Float32));
    }
}
