namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Rates that rise to max_lr and fall far below where they began, momentum the other way (arXiv:1708.07120).</summary>
            /// <param name="optimizer">Whose groups' rates are set.</param>
            /// <param name="max_lr">The highest rate.</param>
            /// <param name="total_steps">Steps of the cycle; or give the next two.</param>
            /// <param name="epochs">Epochs.</param>
            /// <param name="steps_per_epoch">Steps of each.</param>
            /// <param name="pct_start">Share of the cycle in which rates rise, in [0,1].</param>
            /// <param name="anneal_strategy">Along a cosine or straight.</param>
            /// <param name="cycle_momentum">Whether momentum (Adam: beta1) goes along.</param>
            /// <param name="base_momentum">The momentum at the highest rate.</param>
            /// <param name="max_momentum">The momentum at both ends.</param>
            /// <param name="div_factor">max_lr over the rate at the start.</param>
            /// <param name="final_div_factor">The rate at the start over the one at the end.</param>
            /// <param name="three_phase">Whether rates fall to the start's in as long as they rose, and only then further.</param>
            /// <param name="last_epoch">The step before the present one; -1 at the start.</param>
            /// <param name="verbose">Ignored: nothing is printed.</param>
            /// <exception cref="ArgumentException">No number of steps, a share outside [0,1], or no momentum to cycle.</exception>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000,
                bool three_phase = false, int last_epoch = -1, bool verbose = false)
            {
                var steps = total_steps > 0 ? total_steps : epochs > 0 && steps_per_epoch > 0 ? epochs * steps_per_epoch : -1;
                if (steps < 0)
                    throw new ArgumentException("expected total_steps, or epochs and steps_per_epoch");
                if (pct_start is not (>= 0 and <= 1))
                    throw new ArgumentException($"expected pct_start in [0,1]; received {pct_start}", nameof(pct_start));
                if (last_epoch == -1)
                {
                    foreach (var group in optimizer.ParamGroups)
                        group.InitialLearningRate = max_lr / div_factor;
                }

                impl.OneCycleLR.Phase[] phases = three_phase
                    ? [new((pct_start * steps) - 1, 0, 1), new((2 * pct_start * steps) - 2, 1, 0), new(steps - 1, 0, -1)]
                    : [new((pct_start * steps) - 1, 0, 1), new(steps - 1, 1, -1)];
                var momenta = cycle_momentum ? (max_momentum, base_momentum) : default((double, double)?);
                var cosine = anneal_strategy == impl.OneCycleLR.AnnealStrategy.Cos;
                return new impl.OneCycleLR(optimizer, phases, (max_lr, final_div_factor), momenta, cosine, last_epoch);
            }

            /// <summary>Schedules whose types are part of the surface.</summary>
            public static class impl
            {
                /// <summary>One cycle of rates; made by the function of this name.</summary>
                public sealed class OneCycleLR : LRScheduler
                {
                    private readonly Phase[] _phases;
                    private readonly (double Highest, double Final) _rates;
                    private readonly (double Most, double Least)? _momenta;
                    private readonly bool _cosine;

                    internal OneCycleLR(
                        Optimizer optimizer, Phase[] phases, (double, double) rates, (double, double)? momenta, bool cosine, int lastEpoch)
                        : base(optimizer, lastEpoch)
                    {
                        if (momenta is not null && !optimizer.ParamGroups.All(group => group is IMomentum or IBetas))
                            throw new ArgumentException("cycle_momentum: the optimiser has no momentum");
                        (_phases, _rates, _momenta, _cosine) = (phases, rates, momenta, cosine);
                        step();
                    }

                    /// <summary>How rates go from one value to the next.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Along half a cosine.</summary>
                        Cos,

                        /// <summary>Straight.</summary>
                        Linear,
                    }

                    private protected override void Set(int epoch)
                    {
                        var last = _phases[^1].End;
                        if (epoch > last)
                            throw new InvalidOperationException($"the cycle has {last + 1} steps; step {epoch} is beyond them");
                        var (index, start) = (0, 0.0);
                        while (epoch > _phases[index].End && index < _phases.Length - 1)
                            start = _phases[index++].End;
                        var phase = _phases[index];
                        var share = (epoch - start) / (phase.End - start);
                        foreach (var group in Optimizer.ParamGroups)
                        {
                            group.LearningRate = Between(Rate(group, phase.From), Rate(group, phase.To), share);
                            if (_momenta is { } momenta)
                                SetMomentum(group, Between(Momentum(phase.From, momenta), Momentum(phase.To, momenta), share));
                        }
                    }

                    private static double Momentum(int level, (double Most, double Least) momenta) =>
                        level == 1 ? momenta.Least : momenta.Most;

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas adam)
                            adam.Betas = (momentum, adam.Betas.Item2);
                        else
                            ((IMomentum)group).Momentum = momentum;
                    }

                    private double Rate(ILearningRateController group, int level) => level switch
                    {
                        1 => _rates.Highest,
                        0 => group.InitialLearningRate,
                        _ => group.InitialLearningRate / _rates.Final,
                    };

                    private double Between(double from, double to, double share) =>
                        _cosine ? to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share))) : from + ((to - from) * share);

                    // Levels: 1 the highest rate, 0 the initial one, -1 the final one.
                    internal readonly record struct Phase(double End, int From, int To);
                }
            }
        }
    }
}
