namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Schedules: each step() is one unit of time (PyTorch's word is epoch) and sets the groups' learning rates. Of the arguments,
        /// <c>last_epoch</c> is the step before the present one (-1 at the start), and <c>verbose</c> is ignored: nothing is printed.
        /// </summary>
        public static partial class lr_scheduler
        {
            /// <summary>The initial rate times a function of the step.</summary>
            public static LRScheduler LambdaLR(
                Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, last_epoch, (initial, epoch) => initial * lr_lambda(epoch));

            /// <summary>Each step's rate is the one before times a function of the step.</summary>
            public static LRScheduler MultiplicativeLR(
                Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Closed(
                    optimizer,
                    last_epoch,
                    (initial, epoch) => Enumerable.Range(1, Math.Max(0, epoch)).Aggregate(initial, (rate, step) => rate * lr_lambda(step)));

            /// <summary>The initial rate times gamma once per step_size steps.</summary>
            public static LRScheduler StepLR(
                Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, last_epoch, (initial, epoch) => initial * Math.Pow(gamma, epoch / step_size));

            /// <summary>The initial rate times gamma once per milestone reached.</summary>
            public static LRScheduler MultiStepLR(
                Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(
                    optimizer, last_epoch, (initial, epoch) =>
                        initial * Math.Pow(gamma, milestones.Count(milestone => milestone <= epoch)));

            /// <summary>The initial rate times gamma once per step.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, last_epoch, (initial, epoch) => initial * Math.Pow(gamma, epoch));

            /// <summary>The initial rate times a factor for total_iters steps, then the initial rate.</summary>
            public static LRScheduler ConstantLR(
                Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, last_epoch, (initial, epoch) => epoch < total_iters ? initial * factor : initial);

            /// <summary>
            /// The initial rate times a factor that goes straight from start_factor to end_factor over total_iters steps.
            /// </summary>
            public static LRScheduler LinearLR(
                Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1,
                bool verbose = false) =>
                new Closed(
                    optimizer,
                    last_epoch,
                    (initial, epoch) => initial * (
                        start_factor + ((end_factor - start_factor) * Math.Min(total_iters, epoch) / total_iters)));

            /// <summary>The initial rate times (1 - step / total_iters)^power, 0 from total_iters on.</summary>
            public static LRScheduler PolynomialLR(
                Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false) =>
                new Closed(
                    optimizer,
                    last_epoch,
                    (initial, epoch) => initial * Math.Pow(1 - (Math.Min(total_iters, epoch) / (double)total_iters), power));

            /// <summary>Cosine from each group's initial rate to eta_min over T_max steps (arXiv:1608.03983, without restarts).</summary>
            public static LRScheduler CosineAnnealingLR(
                Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new Closed(
                    optimizer,
                    last_epoch,
                    (initial, epoch) => eta_min + ((initial - eta_min) * (1 + Math.Cos(Math.PI * epoch / T_max)) / 2));

            // Schedules that give the rate from the initial one and the step alone.
            private sealed class Closed : LRScheduler
            {
                private readonly Func<double, int, double> _rate;

                internal Closed(Optimizer optimizer, int lastEpoch, Func<double, int, double> rate)
                    : base(optimizer, lastEpoch)
                {
                    _rate = rate;
                    step();
                }

                private protected override void Set(int epoch)
                {
                    foreach (var group in Optimizer.ParamGroups)
                        group.LearningRate = _rate(group.InitialLearningRate, epoch);
                }
            }
        }
    }
}
