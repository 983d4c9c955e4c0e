using InpaintLab.Torch.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Steps by the gradient over the root of the running mean of its square (Hinton's lecture 6e); PyTorch's form of it.
    /// </summary>
    public sealed class RMSProp : optim.Optimizer, optim.IMomentum
    {
        /// <summary>An optimiser of one group; the arguments are those of optim.RMSProp.</summary>
        public RMSProp(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
            double momentum = 0, bool centered = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters.ToList() }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
        {
        }

        /// <summary>An optimiser of several groups; settings that a group leaves open are the ones given here.</summary>
        public RMSProp(
            IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
            double momentum = 0, bool centered = false, bool maximize = false)
            : base(Options.Of(lr, alpha, eps, weight_decay, momentum, centered, maximize), parameters)
        {
        }

        /// <summary>The first group's momentum; setting it sets that of all groups.</summary>
        public double Momentum
        {
            get => ParamGroups.Cast<optim.IMomentum>().First().Momentum;
            set
            {
                foreach (var group in ParamGroups.Cast<optim.IMomentum>())
                {
                    group.Momentum = value;
                }
            }
        }

        internal override IReadOnlyList<string> SlotNames => Slots;

        private static readonly string[] Slots = ["square_avg", "momentum_buffer", "grad_avg"];

        private protected override void Update(Modules.ParamGroup group, UpdateBatch batch)
        {
            var options = (Options)group.Options;
            var parameters = batch.Parameters;
            var gradients = options.maximize!.Value ? Ops.Negate.CallList(batch.Gradients) : batch.Gradients;
            if (options.weight_decay!.Value != 0)
            {
                gradients = Ops.Plus.CallList(gradients, parameters, options.weight_decay.Value);
            }

            var divisors = Divisors(batch, gradients, options);
            if (options.momentum!.Value == 0)
            {
                Ops.AddQuotient.CallVoid(parameters, gradients, divisors, -group.LearningRate);
                return;
            }

            var sums = batch.Slot(1);
            Ops.Multiply.CallVoid(sums, options.momentum.Value);
            Ops.AddQuotient.CallVoid(sums, gradients, divisors, 1.0);
            Ops.Add.CallVoid(parameters, sums, -group.LearningRate);
        }

        private static Tensor[] Divisors(UpdateBatch batch, Tensor[] gradients, Options options)
        {
            var alpha = options.alpha!.Value;
            var square = batch.Slot(0);
            Ops.Multiply.CallVoid(square, alpha);
            Ops.AddProduct.CallVoid(square, gradients, gradients, 1 - alpha);
            if (options.centered!.Value)
            {
                var mean = batch.Slot(2);
                Ops.Multiply.CallVoid(mean, alpha);
                Ops.Add.CallVoid(mean, gradients, 1 - alpha);
                square = Ops.PlusProduct.CallList(square, mean, mean, -1.0);
            }

            var divisors = Ops.Root.CallList(square);
            Ops.AddScalar.CallVoid(divisors, options.eps!.Value);
            return divisors;
        }


        /// <summary>Settings of a group; what is null is the optimiser's.</summary>
        public sealed class Options : OptimizerOptions
        {
            /// <summary>Decay of the running mean of the squared gradient.</summary>
            public double? alpha;

            /// <summary>Added to the root.</summary>
            public double? eps;

            /// <summary>Times the parameter, added to its gradient.</summary>
            public double? weight_decay;

            /// <summary>Decay of the running sum of steps.</summary>
            public double? momentum;

            /// <summary>Whether the running mean of the gradient is taken off: the variance divides.</summary>
            public bool? centered;

            /// <summary>Whether the objective is to grow.</summary>
            public bool? maximize;

            internal static Options Of(
                double lr, double alpha, double eps, double weight_decay, double momentum, bool centered, bool maximize) => new()
                {
                    LearningRate = lr,
                    alpha = alpha,
                    eps = eps,
                    weight_decay = weight_decay,
                    momentum = momentum,
                    centered = centered,
                    maximize = maximize,
                };
        }

        /// <summary>Parameters that share settings.</summary>
        public sealed class ParamGroup : ParamGroup<Options>, optim.IMomentum
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
                IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
                double momentum = 0, bool centered = false)
                : base(parameters, Options.Of(lr, alpha, eps, weight_decay, momentum, centered, maximize: false))
            {
            }

            /// <inheritdoc/>
            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
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
            /// <summary>
            /// Steps by the gradient over the root of the running mean of its square (Hinton's lecture 6e); PyTorch's form of it.
            /// </summary>
            /// <param name="parameters">What it changes.</param>
            /// <param name="lr">Learning rate.</param>
            /// <param name="alpha">Decay of the running mean of the squared gradient.</param>
            /// <param name="eps">Added to the root.</param>
            /// <param name="weight_decay">Times the parameter, added to its gradient.</param>
            /// <param name="momentum">Decay of the running sum of steps.</param>
            /// <param name="centered">Whether the running mean of the gradient is taken off: the variance divides.</param>
            /// <param name="maximize">Whether the objective is to grow.</param>
            public static RMSProp RMSProp(
                IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
                double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

            /// <summary>The same; the names are not used.</summary>
            public static RMSProp RMSProp(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8,
                double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);

            /// <summary>The same; settings that a group leaves open are the ones given here.</summary>
            public static RMSProp RMSProp(
                IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8,
                double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}

file static class Ops
{
    internal static readonly Operator Multiply = Operator.Get("aten::_foreach_mul_", "Scalar");
    internal static readonly Operator Add = Operator.Get("aten::_foreach_add_", "List");
    internal static readonly Operator AddScalar = Operator.Get("aten::_foreach_add_", "Scalar");
    internal static readonly Operator Plus = Operator.Get("aten::_foreach_add", "List");
    internal static readonly Operator AddProduct = Operator.Get("aten::_foreach_addcmul_", "Scalar");
    internal static readonly Operator PlusProduct = Operator.Get("aten::_foreach_addcmul", "Scalar");
    internal static readonly Operator AddQuotient = Operator.Get("aten::_foreach_addcdiv_", "Scalar");
    internal static readonly Operator Root = Operator.Get("aten::_foreach_sqrt");
    internal static readonly Operator Negate = Operator.Get("aten::_foreach_neg");
}
