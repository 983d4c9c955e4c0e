using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What changes from step to step for parameters of one group that have made equally many, as scalars on their device.</summary>
/// <param name="Group">Their group.</param>
/// <param name="States">Their states.</param>
/// <param name="LearningRate">The learning rate of the next step.</param>
/// <param name="Step">How many steps they have made.</param>
internal sealed record CountedStep(ParamGroup Group, IReadOnlyList<ParameterState> States, Tensor LearningRate, Tensor Step) : IDisposable
{
    public void Dispose()
    {
        LearningRate.Dispose();
        Step.Dispose();
    }
}

/// <summary>
/// An optimiser's steps counted on the device, so that they can be captured in a graph: the host no longer takes part in a step, it only
/// says before it what the learning rate is. Parameters that have no gradient at the beginning get none until the end.
/// </summary>
internal sealed class CountedSteps : IDisposable
{
    private readonly List<CountedStep> _all = [];
    private readonly Dictionary<ParameterState, CountedStep> _byState = [];

    // float64 on the CPU, where the values of a step are then those of an uncounted one; libtorch's fused kernels on a GPU take float32.
    internal CountedSteps(IEnumerable<(ParamGroup Group, UpdateBatch Batch)> batches)
    {
        foreach (var (group, batch) in batches)
        {
            var device = batch.Parameters[0].device;
            var type = device.type == DeviceType.CPU ? ScalarType.Float64 : ScalarType.Float32;
            var step = new CountedStep(
                group,
                batch.States,
                full([], group.LearningRate, type, device).DetachFromDisposeScope(),
                full([], (double)batch.Step, type, device).DetachFromDisposeScope());
            _all.Add(step);
            foreach (var state in batch.States)
                _byState.Add(state, step);
        }
    }

    /// <summary>Says that so many steps are made next, at the groups' learning rates.</summary>
    internal void Advance(int steps)
    {
        foreach (var step in _all)
        {
            step.LearningRate.fill_(step.Group.LearningRate);
            foreach (var state in step.States)
                state.Step += steps;
        }
    }

    /// <summary>The numbers of a parameter with this state.</summary>
    /// <exception cref="InvalidOperationException">It had no gradient when counting began.</exception>
    internal CountedStep Of(ParameterState? state) => state is not null && _byState.TryGetValue(state, out var step)
        ? step
        : throw new InvalidOperationException("a parameter has a gradient that had none when its steps began to be counted on the device");

    public void Dispose() => _all.ForEach(step => step.Dispose());
}
