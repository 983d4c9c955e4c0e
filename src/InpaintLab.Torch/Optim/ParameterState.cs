using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser keeps for one parameter: the number of steps and its tensors, in the order of SlotNames.</summary>
internal sealed class ParameterState(int slots) : IDisposable
{
    internal long Step { get; set; }

    internal Tensor?[] Slots { get; } = new Tensor?[slots];

    public void Dispose()
    {
        foreach (var slot in Slots)
        {
            slot?.Dispose();
        }
    }
}

/// <summary>Parameters to change together, with their gradients and states.</summary>
internal sealed class UpdateBatch(long step, CountedStep? counted = null)
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<Tensor> _gradients = [];
    private readonly List<ParameterState> _states = [];

    /// <summary>The number of this step, from 1.</summary>
    internal long Step { get; } = step;

    /// <summary>The numbers of this step as tensors on the device; null: <see cref="Step"/> and the group's options have them.</summary>
    internal CountedStep? Counted { get; } = counted;

    internal Tensor[] Parameters => [.. _parameters];

    internal IReadOnlyList<ParameterState> States => _states;

    internal Tensor[] Gradients => [.. _gradients];

    internal void Add(Parameter parameter, Tensor gradient, ParameterState state)
    {
        _parameters.Add(parameter);
        _gradients.Add(gradient);
        _states.Add(state);
    }

    /// <summary>One tensor of every state; those that do not exist yet are made as <paramref name="create"/> says.</summary>
    internal Tensor[] Slot(int index, Func<int, Tensor> create)
    {
        var tensors = new Tensor[_states.Count];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = _states[i].Slots[index] ??= create(i).DetachFromDisposeScope();
        }

        return tensors;
    }

    /// <summary>One tensor of every state; those that do not exist yet are zeros of the parameter's shape.</summary>
    internal Tensor[] Slot(int index) => Slot(index, i => zeros_like(_parameters[i]));

    /// <summary>Whether every state has this tensor.</summary>
    internal bool Has(int index) => _states.TrueForAll(state => state.Slots[index] is not null);
}
