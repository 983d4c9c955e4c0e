namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Multiplies the rates by a factor when a metric has not improved for more than <c>patience</c> steps.</summary>
            /// <param name="optimizer">Whose groups' rates are set.</param>
            /// <param name="mode">Whether the metric is to fall (min) or to grow (max).</param>
            /// <param name="factor">Below 1.</param>
            /// <param name="patience">Steps without improvement that are borne.</param>
            /// <param name="threshold">The least improvement.</param>
            /// <param name="threshold_mode">Whether that is a share of the best value (rel) or a difference (abs).</param>
            /// <param name="cooldown">Steps after a reduction that do not count.</param>
            /// <param name="min_lr">The least rate, of all groups or of each; null: 0.</param>
            /// <param name="eps">A smaller change of the rate is not made.</param>
            /// <param name="verbose">Ignored: nothing is printed.</param>
            /// <exception cref="ArgumentException">An unknown mode, or a factor of 1 or more.</exception>
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new Plateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps);

            private sealed class Plateau : LRScheduler
            {
                private readonly double _factor;
                private readonly int _patience;
                private readonly int _cooldown;
                private readonly double[] _least;
                private readonly double _eps;
                private readonly Func<double, double, bool> _better;
                private double _best;
                private int _bad;
                private int _coolingDown;

                internal Plateau(
                    Optimizer optimizer, string mode, double factor, int patience, double threshold, string thresholdMode, int cooldown,
                    IList<double>? least, double eps)
                    : base(optimizer, 0)
                {
                    if (factor >= 1)
                        throw new ArgumentException($"expected a factor below 1; received {factor}", nameof(factor));
                    var groups = optimizer.ParamGroups.Count();
                    if (least is { Count: > 1 } && least.Count != groups)
                        throw new ArgumentException($"expected 1 or {groups} least rates; received {least.Count}", nameof(least));
                    (_factor, _patience, _cooldown, _eps) = (factor, patience, cooldown, eps);
                    _least = [.. Enumerable.Range(0, groups).Select(i => least is null ? 0 : least[least.Count == 1 ? 0 : i])];
                    (_best, _better) = (mode, thresholdMode) switch
                    {
                        ("min", "rel") => (double.PositiveInfinity, (a, best) => a < best * (1 - threshold)),
                        ("min", "abs") => (double.PositiveInfinity, (a, best) => a < best - threshold),
                        ("max", "rel") => (double.NegativeInfinity, (a, best) => a > best * (1 + threshold)),
                        ("max", "abs") => (double.NegativeInfinity, (Func<double, double, bool>)((a, best) => a > best + threshold)),
                        _ => throw new ArgumentException(
                            $"expected mode min or max and threshold_mode rel or abs; received {mode}, {thresholdMode}"),
                    };
                }

                public override void step(int? epoch) =>
                    throw new InvalidOperationException("ReduceLROnPlateau steps by a metric: step(current)");

                public override void step(double current, int? epoch = null)
                {
                    Epoch = epoch ?? Epoch + 1;
                    if (_better(current, _best))
                        (_best, _bad) = (current, 0);
                    else
                        _bad++;
                    if (_coolingDown > 0)
                        (_coolingDown, _bad) = (_coolingDown - 1, 0);
                    if (_bad <= _patience)
                        return;
                    Set(Epoch);
                    (_coolingDown, _bad) = (_cooldown, 0);
                }

                private protected override void Set(int epoch)
                {
                    foreach (var (i, group) in Optimizer.ParamGroups.Index())
                    {
                        var rate = Math.Max(group.LearningRate * _factor, _least[i]);
                        if (group.LearningRate - rate > _eps)
                            group.LearningRate = rate;
                    }
                }
            }
        }
    }
}
