using InpaintLab.Core.Specs;
using InpaintLab.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Training.Objectives;

/// <summary>A network's optimiser with its clipping and the schedule of its learning rate. The network stays the caller's.</summary>
internal sealed class NetworkOptimizer : IDisposable
{
    private readonly nn.Module _network;
    private readonly Parameter[] _parameters;
    private readonly optim.Optimizer _optimizer;
    private readonly TrainingSpec _training;
    private readonly ScheduleSpec _schedule;
    private readonly double _learningRate;
    private readonly long _totalSteps;

    internal NetworkOptimizer(nn.Module network, TrainingSpec training, double learningRate, ScheduleSpec schedule, long totalSteps)
    {
        (_network, _training, _learningRate, _schedule, _totalSteps) = (network, training, learningRate, schedule, totalSteps);
        _parameters = [.. network.parameters()];
        _optimizer = Create(_parameters, training.Optimizer, learningRate);
    }

    /// <summary>A factor on the learning rate, beside that of the schedule.</summary>
    internal double Rate { get; set; } = 1;

    /// <summary>Whether the steps are counted on the device: <see cref="Update"/> then changes nothing that the host knows of.</summary>
    internal bool IsCounted
    {
        get;
        set
        {
            if (value)
                CountedOptimizer.Begin(_optimizer);
            else
                CountedOptimizer.End(_optimizer);
            field = value;
        }
    }

    /// <summary>Says that so many counted updates come next, all in one step.</summary>
    internal void Advance(long step, int updates)
    {
        SetRate(step);
        CountedOptimizer.Advance(_optimizer, updates);
    }

    /// <summary>Forgets the gradients of the last update.</summary>
    internal void Begin() => _optimizer.zero_grad();

    /// <summary>Clips the gradients that were added up since <see cref="Begin"/> and updates the weights.</summary>
    /// <returns>
    /// The norm of the gradient before it was scaled down (after values were cut off), a scalar on its device; of the caller's dispose
    /// scope.
    /// </returns>
    internal Tensor Update(long step)
    {
        if (_training.ClipValue > 0)
            nn.utils.clip_grad_value_(_parameters, _training.ClipValue);
        var norm = Gradients.ClipNorm(_parameters, _training.Clip > 0 ? _training.Clip : double.PositiveInfinity);
        if (!IsCounted)
            SetRate(step);
        _optimizer.step();
        return norm;
    }

    /// <summary>The state for a checkpoint, in the caller's dispose scope.</summary>
    internal IEnumerable<KeyValuePair<string, Tensor>> State(string prefix) =>
        OptimizerCheckpoint.Get(_optimizer, _network.named_parameters()).Select(s => KeyValuePair.Create(prefix + s.Key, s.Value));

    /// <summary>Restores a state.</summary>
    /// <exception cref="ArgumentException">The state is not of this network; nothing has been changed.</exception>
    internal void Restore(string prefix, IReadOnlyDictionary<string, Tensor> state) =>
        OptimizerCheckpoint.Load(
            _optimizer,
            _network.named_parameters(),
            state.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(s => s.Key[prefix.Length..], s => s.Value));

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private void SetRate(long step)
    {
        var factor = Schedules.LearningRate(_schedule, step, _totalSteps);
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = _learningRate * factor * Rate;
    }

    private static optim.Optimizer Create(Parameter[] parameters, OptimizerSpec spec, double learningRate) => spec.Kind switch
    {
        OptimizerKind.Adam => optim.Adam(parameters, learningRate, spec.Beta1, spec.Beta2, weight_decay: spec.WeightDecay),
        OptimizerKind.Adamw => optim.AdamW(parameters, learningRate, spec.Beta1, spec.Beta2, weight_decay: spec.WeightDecay),
        OptimizerKind.Rmsprop => optim.RMSProp(parameters, learningRate, momentum: spec.Momentum, weight_decay: spec.WeightDecay),
        OptimizerKind.Sgd => optim.SGD(parameters, learningRate, spec.Momentum, weight_decay: spec.WeightDecay),
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "unknown optimiser"),
    };
}
