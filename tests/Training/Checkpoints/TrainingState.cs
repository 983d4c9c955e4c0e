using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Checkpoints;

/// <summary>Networks, optimisers, average and losses of a tiny spec: what a checkpoint holds, without a run around it.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly WeightAverage? _average;
    private readonly LossWindow _window = new();
    private readonly InpaintingObjective _objective;
    private long _step;

    public TrainingState(params string[] overrides)
    {
        Experiment = TinyRun.Experiment(overrides);
        var spec = Experiment.Spec;
        Generator = Experiment.CreateGenerator();
        Discriminator = spec.Objective.Adversarial.Kind == AdversarialKind.None ? null : Experiment.CreateDiscriminator();
        _objective = new InpaintingObjective(spec, spec.Training.Steps!.Value, Generator, Discriminator);
        _average = spec.Training.Ema > 0 ? new WeightAverage(Generator, Experiment.CreateGenerator(), spec.Training.Ema) : null;
    }

    public Experiment Experiment { get; }

    public InpaintingGenerator Generator { get; }

    public InpaintingDiscriminator? Discriminator { get; }

    public InpaintingGenerator Evaluated => _average?.Generator ?? Generator;

    public string SpecHash => Experiment.Resolved.Hash;

    /// <summary>Makes updates on a batch of noise.</summary>
    public void Train(int steps)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < steps; i++)
        {
            manual_seed(_step);
            _objective.Step(_step, rand([2, 3, 16, 16]), ones([2, 1, 16, 16]), _window);
            _average?.Update(_step + 1);
            _step++;
        }
    }

    public void Write(string path, string? specHash = null) =>
        Checkpoint.Write(path, _step, specHash ?? SpecHash, _objective, _average, _window);

    public long Restore(string path, string? specHash = null) =>
        _step = Checkpoint.Restore(path, specHash ?? SpecHash, _objective, _average, _window);

    /// <summary>All weights and buffers as they lie in memory.</summary>
    public static byte[] Bytes(nn.Module network) =>
        [.. network.state_dict().OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => s.Value.bytes.ToArray())];

    public void Dispose()
    {
        _objective.Dispose();
        _window.Dispose();
        _average?.Dispose();
        Discriminator?.Dispose();
        Generator.Dispose();
    }
}
