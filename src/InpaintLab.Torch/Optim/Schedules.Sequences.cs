namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>One schedule after another, each starting with its own step 0 at its milestone.</summary>
            /// <param name="optimizer">Whose groups' rates are set.</param>
            /// <param name="schedulers">In order, made for this optimiser.</param>
            /// <param name="milestones">The steps at which the second and later ones begin.</param>
            /// <param name="last_epoch">The step before the present one; -1 at the start.</param>
            /// <exception cref="ArgumentException">Not one milestone fewer than schedules, or a schedule of another optimiser.</exception>
            public static LRScheduler SequentialLR(
                Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                new Sequence(optimizer, [.. schedulers], [.. milestones], last_epoch);

            /// <summary>All schedules at once, in turn: useful where each changes something else.</summary>
            public static LRScheduler ChainedLR(IEnumerable<LRScheduler> schedulers) => new Chain([.. schedulers]);

            private sealed class Sequence : LRScheduler
            {
                private readonly LRScheduler[] _parts;
                private readonly int[] _milestones;

                internal Sequence(Optimizer optimizer, LRScheduler[] parts, int[] milestones, int lastEpoch)
                    : base(optimizer, lastEpoch)
                {
                    if (milestones.Length != parts.Length - 1)
                    {
                        throw new ArgumentException(
                            $"expected {parts.Length - 1} milestones for {parts.Length} schedules; received {milestones.Length}");
                    }

                    if (Array.Exists(parts, part => !ReferenceEquals(part.Optimizer, optimizer)))
                        throw new ArgumentException("expected schedules of the same optimiser", nameof(parts));
                    (_parts, _milestones) = (parts, milestones);
                    step();
                }

                private protected override void Set(int epoch)
                {
                    var index = _milestones.Count(milestone => milestone <= epoch);
                    _parts[index].step(epoch - (index > 0 ? _milestones[index - 1] : 0));
                }
            }

            private sealed class Chain(LRScheduler[] parts) : LRScheduler(parts[0].Optimizer, parts[0].Epoch)
            {
                private protected override void Set(int epoch)
                {
                    foreach (var part in parts)
                        part.step(epoch);
                }
            }
        }
    }
}
