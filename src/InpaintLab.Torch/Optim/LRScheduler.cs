namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>A schedule of learning rates. It sets those of the first step when it is made.</summary>
            public abstract class LRScheduler
            {
                private protected LRScheduler(Optimizer optimizer, int lastEpoch)
                {
                    Optimizer = optimizer;
                    Epoch = lastEpoch;
                }

                internal Optimizer Optimizer { get; }

                internal int Epoch { get; private protected set; }

                /// <summary>Goes on by one and sets the groups' learning rates.</summary>
                public virtual void step() => step((int?)null);

                /// <summary>Goes to a step (null: on by one) and sets the groups' learning rates.</summary>
                public virtual void step(int? epoch)
                {
                    Epoch = epoch ?? Epoch + 1;
                    Set(Epoch);
                }

                /// <summary>The same with a metric, which only ReduceLROnPlateau needs.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The groups' learning rates.</summary>
                public IEnumerable<double> get_last_lr() => Optimizer.ParamGroups.Select(group => group.LearningRate).ToList();

                private protected abstract void Set(int epoch);
            }
        }
    }
}
