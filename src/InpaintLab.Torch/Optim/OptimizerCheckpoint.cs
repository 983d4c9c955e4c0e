using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// An optimiser's state as a flat dictionary of tensors, so that it can be stored beside the weights and a resumed run is bit-identical
/// to one without interruption. Keys: <c>exp_avg.NAME</c> and the like, <c>step.NAME</c> (64-bit integer), and per group
/// <c>group.INDEX.learning_rate</c> and <c>group.INDEX.initial_learning_rate</c> (64-bit floats).
/// </summary>
public static class OptimizerCheckpoint
{
    /// <summary>
    /// The state. The tensors share memory with it (store them before the next step) and belong to the current dispose scope.
    /// </summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="named">Names of its parameters, e.g. a module's named_parameters(); others are ignored.</param>
    /// <exception cref="ArgumentException">A parameter of the optimiser has no name.</exception>
    public static Dictionary<string, Tensor> Get(optim.Optimizer optimizer, IEnumerable<(string name, Parameter parameter)> named)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, parameter) in Own(optimizer, named))
        {
            if (!optimizer.TryGetState(parameter, out var state))
            {
                continue;
            }

            tensors.Add($"step.{name}", tensor(state.Step, dtype: ScalarType.Int64));
            for (var i = 0; i < state.Slots.Length; i++)
            {
                if (state.Slots[i] is { } slot)
                {
                    tensors.Add($"{optimizer.SlotNames[i]}.{name}", slot.alias());
                }
            }
        }

        foreach (var (index, group) in optimizer.ParamGroups.Index())
        {
            tensors.Add($"group.{index}.learning_rate", tensor(group.LearningRate, dtype: ScalarType.Float64));
            tensors.Add($"group.{index}.initial_learning_rate", tensor(group.InitialLearningRate, dtype: ScalarType.Float64));
        }

        return tensors;
    }

    /// <summary>Replaces the state by a stored one; parameters that it does not mention start anew.</summary>
    /// <param name="optimizer">An optimiser with the same groups.</param>
    /// <param name="named">Names of its parameters.</param>
    /// <param name="tensors">What <see cref="Get"/> returned; stays the caller's.</param>
    /// <exception cref="ArgumentException">
    /// A parameter has no name; a shape differs; a learning rate is missing; or a key is left over. Nothing has been changed then.
    /// </exception>
    public static void Load(
        optim.Optimizer optimizer, IEnumerable<(string name, Parameter parameter)> named, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var own = Own(optimizer, named);
        var groups = optimizer.ParamGroups.ToList();
        Check(optimizer, own, groups.Count, tensors);
        foreach (var (name, parameter) in own)
        {
            var state = new ParameterState(optimizer.SlotNames.Count);
            state.Step = tensors.TryGetValue($"step.{name}", out var step) ? step.item<long>() : 0;
            for (var i = 0; i < state.Slots.Length; i++)
            {
                if (tensors.TryGetValue($"{optimizer.SlotNames[i]}.{name}", out var value))
                {
                    state.Slots[i] = zeros_like(parameter).copy_(value).DetachFromDisposeScope();
                }
            }

            optimizer.SetState(parameter, state);
        }

        foreach (var (index, group) in groups.Index())
        {
            group.LearningRate = tensors[$"group.{index}.learning_rate"].item<double>();
            group.InitialLearningRate = tensors[$"group.{index}.initial_learning_rate"].item<double>();
        }
    }

    private static List<(string Name, Parameter Parameter)> Own(
        optim.Optimizer optimizer, IEnumerable<(string name, Parameter parameter)> named)
    {
        var names = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, parameter) in named)
        {
            names.TryAdd(parameter, name);
        }

        return optimizer.parameters().Select((parameter, index) => names.TryGetValue(parameter, out var name)
            ? (name, parameter)
            : throw new ArgumentException($"parameter {index} of the optimiser is not among the named ones", nameof(named))).ToList();
    }

    private static void Check(
        optim.Optimizer optimizer, List<(string Name, Parameter Parameter)> own, int groups, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var expected = new Dictionary<string, long[]>();
        foreach (var (name, parameter) in own)
        {
            expected.Add($"step.{name}", []);
            foreach (var slot in optimizer.SlotNames)
            {
                expected.Add($"{slot}.{name}", parameter.shape);
            }
        }

        for (var index = 0; index < groups; index++)
        {
            foreach (var setting in new[] { $"group.{index}.learning_rate", $"group.{index}.initial_learning_rate" })
            {
                expected.Add(setting, []);
                if (!tensors.ContainsKey(setting))
                {
                    throw new ArgumentException($"the optimiser's state lacks {setting}", nameof(tensors));
                }
            }
        }

        foreach (var (key, value) in tensors)
        {
            if (!expected.TryGetValue(key, out var shape) || !value.shape.AsSpan().SequenceEqual(shape))
            {
                var wanted = shape is null ? "no such key" : $"shape [{string.Join(", ", shape)}]";
                throw new ArgumentException($"{key}: expected {wanted}; received shape [{string.Join(", ", value.shape)}]");
            }
        }
    }
}
