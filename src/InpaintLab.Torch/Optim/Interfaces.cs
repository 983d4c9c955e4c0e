namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimisers and learning-rate schedules.</summary>
    public static partial class optim
    {
        /// <summary>Something with a learning rate: a parameter group.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate that schedules start from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Something with Adam's two decay rates.</summary>
        public interface IBetas
        {
            /// <summary>Decay of the running mean of the gradient and of its square.</summary>
            (double, double) Betas { get; set; }
        }

        /// <summary>Something with momentum.</summary>
        public interface IMomentum
        {
            /// <summary>Decay of the running sum of gradients.</summary>
            double Momentum { get; set; }
        }
    }
}
