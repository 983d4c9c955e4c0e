namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules: each step() is one unit of time (PyTorch's word is epoch) and sets the groups' learning rates.</summary>
        public static class lr_scheduler
        {
            /// <summary>Cosine from each group's initial rate to eta_min over T_max steps (arXiv:1608.03983, without restarts).</summary>
            /// <param name="optimizer">Whose groups' rates are set.</param>
            /// <param name="T_max">Steps of the half wave.</param>
            /// <param name="eta_min">The rate at its end.</param>
            /// <param name="last_epoch">The step before the present one; -1 at the start.</param>
            /// <param name="verbose">Ignored: nothing is printed.</param>
            public static LRScheduler CosineAnnealingLR(
                Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new Closed(
                    optimizer,
                    last_epoch,
                    (initial, epoch) => eta_min + ((initial - eta_min) * (1 + Math.Cos(Math.PI * epoch / T_max)) / 2));

            /// <summary>The initial rate times gamma once per step_size steps.</summary>
            /// <param name="optimizer">Whose groups' rates are set.</param>
            /// <param name="step_size">Steps between changes.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The step before the present one; -1 at the start.</param>
            /// <param name="verbose">Ignored: nothing is printed.</param>
            public static LRScheduler StepLR(
                Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, last_epoch, (initial, epoch) => initial * Math.Pow(gamma, epoch / step_size));

            /// <summary>The initial rate times a function of the step.</summary>
            /// <param name="optimizer">Whose groups' rates are set.</param>
            /// <param name="lr_lambda">The factor at a step.</param>
            /// <param name="last_epoch">The step before the present one; -1 at the start.</param>
            /// <param name="verbose">Ignored: nothing is printed.</param>
            public static LRScheduler LambdaLR(
                Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, last_epoch, (initial, epoch) => initial * lr_lambda(epoch));

            /// <summary>A schedule of learning rates.</summary>
            public abstract class LRScheduler
            {
                private protected LRScheduler()
                {
                }

                /// <summary>Goes on by one and sets the groups' learning rates.</summary>
                public abstract void step();
            }

            private sealed class Closed : LRScheduler
            {
                private readonly Optimizer _optimizer;
                private readonly Func<double, int, double> _rate;
                private int _epoch;

                internal Closed(Optimizer optimizer, int lastEpoch, Func<double, int, double> rate)
                {
                    _optimizer = optimizer;
                    _rate = rate;
                    _epoch = lastEpoch;
                    step();
                }

                public override void step()
                {
                    _epoch++;
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        group.LearningRate = _rate(group.InitialLearningRate, _epoch);
                    }
                }
            }
        }
    }
}
