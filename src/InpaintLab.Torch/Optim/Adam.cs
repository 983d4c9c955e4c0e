using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Steps by the running mean of the gradient over the root of that of its square (arXiv:1412.6980).</summary>
    public sealed class Adam : optim.Optimizer, optim.IBetas
    {
        /// <summary>An optimiser of one group; the arguments are those of optim.Adam.</summary>
        public Adam(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters.ToList() }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        /// <summary>An optimiser of several groups; settings that a group leaves open are the ones given here.</summary>
        public Adam(
            IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(Options.Of(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize), parameters)
        {
        }

        /// <summary>The first group's decay rates; setting them sets those of all groups.</summary>
        public (double, double) Betas
        {
            get => ParamGroups.Cast<optim.IBetas>().First().Betas;
            set
            {
                foreach (var group in ParamGroups.Cast<optim.IBetas>())
                {
                    group.Betas = value;
                }
            }
        }

        internal override IReadOnlyList<string> SlotNames => AdamStep.SlotNames;

        internal override bool CanCountSteps =>
            !ParamGroups.Cast<ParamGroup>().Any(group => group.Options.amsgrad == true)
                && AdamStep.CanCountSteps(parameters().First().device_type);

        private protected override void Update(Modules.ParamGroup group, UpdateBatch batch) =>
            AdamStep.Run(batch, ((Options)group.Options).Settings);

        /// <summary>Settings of a group; what is null is the optimiser's.</summary>
        public sealed class Options : OptimizerOptions
        {
            /// <summary>Decay of the running mean of the gradient.</summary>
            public double? beta1;

            /// <summary>Decay of the running mean of the squared gradient.</summary>
            public double? beta2;

            /// <summary>Added to the root of the squared mean.</summary>
            public double? eps;

            /// <summary>Times the parameter, added to its gradient.</summary>
            public double? weight_decay;

            /// <summary>Whether the largest squared mean so far divides.</summary>
            public bool? amsgrad;

            /// <summary>Whether the objective is to grow.</summary>
            public bool? maximize;

            internal AdamSettings Settings => new(
                LearningRate!.Value, beta1!.Value, beta2!.Value, eps!.Value, weight_decay!.Value, amsgrad!.Value, maximize!.Value);

            internal static Options Of(
                double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize) => new()
                {
                    LearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weight_decay,
                    amsgrad = amsgrad,
                    maximize = maximize,
                };
        }

        /// <summary>Parameters that share settings.</summary>
        public sealed class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            /// <summary>An empty group with the optimiser's settings.</summary>
            public ParamGroup()
            {
            }

            /// <summary>A group with settings of its own.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                : base(parameters, options)
            {
            }

            /// <summary>A group with settings of its own.</summary>
            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, Options.Of(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
            {
            }

            /// <inheritdoc/>
            public (double, double) Betas
            {
                get => (Options.beta1!.Value, Options.beta2!.Value);
                set => (Options.beta1, Options.beta2) = value;
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Steps by the running mean of the gradient over the root of that of its square (arXiv:1412.6980).</summary>
            /// <param name="parameters">What it changes.</param>
            /// <param name="lr">Learning rate.</param>
            /// <param name="beta1">Decay of the running mean of the gradient.</param>
            /// <param name="beta2">Decay of the running mean of the squared gradient.</param>
            /// <param name="eps">Added to the root of the squared mean.</param>
            /// <param name="weight_decay">Times the parameter, added to its gradient.</param>
            /// <param name="amsgrad">Whether the largest squared mean so far divides.</param>
            /// <param name="maximize">Whether the objective is to grow.</param>
            public static Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <summary>The same; the names are not used.</summary>
            public static Adam Adam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <summary>The same; settings that a group leaves open are the ones given here.</summary>
            public static Adam Adam(
                IEnumerable<Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
