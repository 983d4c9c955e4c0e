using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Changes parameters by their gradients, all parameters of a group in a handful of multi-tensor operations. It owns its state,
        /// not the parameters.
        /// </summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly List<ParamGroup> _groups = [];
            private readonly Dictionary<Parameter, ParameterState> _states = new(ReferenceEqualityComparer.Instance);
            private readonly OptimizerOptions _defaults;
            private CountedSteps? _counted;

            private protected Optimizer(OptimizerOptions defaults, IEnumerable<ParamGroup> groups)
            {
                _defaults = defaults;
                foreach (var group in groups)
                {
                    add_param_group(group);
                }
            }

            /// <summary>The parameter groups: set a learning rate here.</summary>
            public IEnumerable<ILearningRateController> ParamGroups => _groups;

            /// <summary>The names of the tensors kept per parameter, as PyTorch calls them.</summary>
            internal abstract IReadOnlyList<string> SlotNames { get; }

            /// <summary>All parameters, group by group.</summary>
            public IEnumerable<Parameter> parameters() => _groups.SelectMany(group => group.Parameters);

            /// <summary>Adds a group; settings it leaves open are the optimiser's.</summary>
            /// <exception cref="ArgumentException">A parameter is in a group already.</exception>
            public void add_param_group(ParamGroup param_group)
            {
                ArgumentNullException.ThrowIfNull(param_group);
                param_group.Parameters = param_group.Parameters.ToList();
                var known = parameters().ToHashSet<object>(ReferenceEqualityComparer.Instance);
                if (!param_group.Parameters.All(known.Add))
                {
                    throw new ArgumentException("a parameter may be in one group only, once", nameof(param_group));
                }

                param_group.Options.Complete(_defaults);
                param_group.InitialLearningRate = param_group.LearningRate;
                _groups.Add(param_group);
            }

            /// <summary>One step, without recording gradients. Parameters without a gradient are left alone.</summary>
            /// <param name="closure">Computes loss and gradients first.</param>
            /// <returns>The closure's result; null without one.</returns>
            public Tensor? step(Func<Tensor>? closure = null)
            {
                var loss = closure?.Invoke();
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                foreach (var group in _groups)
                {
                    foreach (var batch in Batches(group))
                    {
                        Update(group, batch);
                    }
                }

                return loss;
            }

            /// <summary>
            /// Removes all gradients. They are not set to zero: a parameter that gets none in the next pass is left alone by the next
            /// step, in a resumed run as in one without interruption.
            /// </summary>
            public void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    nn.Module.ClearGradient(parameter, toNone: true);
                }
            }

            /// <summary>Disposes the state.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the state.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _counted?.Dispose();
                    foreach (var state in _states.Values)
                    {
                        state.Dispose();
                    }

                    _states.Clear();
                }
            }

            /// <summary>Changes parameters that share settings and the number of steps so far; runs inside a dispose scope.</summary>
            private protected abstract void Update(ParamGroup group, UpdateBatch batch);

            /// <summary>Whether <see cref="CountSteps"/> is possible for this optimiser.</summary>
            internal virtual bool CanCountSteps => false;

            /// <summary>
            /// From here on a step asks the host for nothing: say what it is to be by <see cref="Advance"/>. Call it after a step.
            /// </summary>
            internal void CountSteps()
            {
                if (!CanCountSteps)
                {
                    throw new NotSupportedException($"{GetType().Name}: its steps cannot be counted on the device");
                }

                _counted?.Dispose();
                _counted = null;
                using var noGrad = no_grad();
                _counted = new CountedSteps(_groups.SelectMany(group => Batches(group, advance: 0).Select(batch => (group, batch))));
            }

            /// <summary>Ends what <see cref="CountSteps"/> began.</summary>
            internal void CountNoSteps()
            {
                _counted?.Dispose();
                _counted = null;
            }

            /// <summary>Says that so many counted steps come next, at the groups' learning rates.</summary>
            internal void Advance(int steps)
            {
                using var noGrad = no_grad();
                (_counted ?? throw new InvalidOperationException("no steps are counted")).Advance(steps);
            }

            internal bool TryGetState(Parameter parameter, [NotNullWhen(true)] out ParameterState? state) =>
                _states.TryGetValue(parameter, out state);

            /// <summary>Puts a state in the place of the parameter's present one.</summary>
            internal void SetState(Parameter parameter, ParameterState state)
            {
                if (_states.Remove(parameter, out var old))
                {
                    old.Dispose();
                }

                _states.Add(parameter, state);
            }

            // One batch, except where some parameters had no gradient in earlier steps.
            private IEnumerable<UpdateBatch> Batches(ParamGroup group, int advance = 1)
            {
                var byStep = new SortedDictionary<long, UpdateBatch>();
                foreach (var parameter in group.Parameters)
                {
                    if (parameter.grad is not { } gradient)
                    {
                        continue;
                    }

                    var counted = _counted?.Of(_states.GetValueOrDefault(parameter));
                    if (!_states.TryGetValue(parameter, out var state))
                    {
                        state = new ParameterState(SlotNames.Count);
                        _states.Add(parameter, state);
                    }

                    if (counted is null)
                    {
                        state.Step += advance;
                    }

                    if (!byStep.TryGetValue(state.Step, out var batch))
                    {
                        batch = new UpdateBatch(state.Step, counted);
                        byStep.Add(state.Step, batch);
                    }

                    batch.Add(parameter, gradient, state);
                }

                return byStep.Values;
            }
        }
    }
}
