using InpaintLab.Torch.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum, PyTorch's form of it: the rate is outside the running sum.</summary>
    public sealed class SGD : optim.Optimizer, optim.IMomentum
    {
        /// <summary>An optimiser of one group; the arguments are those of optim.SGD.</summary>
        public SGD(
            IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters.ToList() }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        /// <summary>An optimiser of several groups; settings that a group leaves open are the ones given here.</summary>
        public SGD(
            IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(Options.Of(lr, momentum, dampening, weight_decay, nesterov, maximize), parameters)
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

        private static readonly string[] Slots = ["momentum_buffer"];

        private protected override void Update(Modules.ParamGroup group, UpdateBatch batch)
        {
            var options = (Options)group.Options;
            double momentum = options.momentum!.Value, decay = options.weight_decay!.Value;
            var parameters = batch.Parameters;
            var gradients = batch.Gradients;
            if (options.maximize!.Value)
            {
                gradients = Ops.Negate.CallList(gradients);
            }

            if (decay != 0)
            {
                gradients = Ops.Plus.CallList(gradients, parameters, decay);
            }

            if (momentum != 0)
            {
                var sums = Accumulate(batch, gradients, momentum, options.dampening!.Value);
                gradients = options.nesterov!.Value ? Ops.Plus.CallList(gradients, sums, momentum) : sums;
            }

            Ops.Add.CallVoid(parameters, gradients, -group.LearningRate);
        }

        // The first gradient enters undamped, as in PyTorch.
        private static Tensor[] Accumulate(UpdateBatch batch, Tensor[] gradients, double momentum, double dampening)
        {
            if (!batch.Has(0))
            {
                return batch.Slot(0, i => gradients[i].clone());
            }

            var sums = batch.Slot(0);
            Ops.Multiply.CallVoid(sums, momentum);
            Ops.Add.CallVoid(sums, gradients, 1 - dampening);
            return sums;
        }


        /// <summary>Settings of a group; what is null is the optimiser's.</summary>
        public sealed class Options : OptimizerOptions
        {
            /// <summary>Decay of the running sum of gradients.</summary>
            public double? momentum;

            /// <summary>Share of a new gradient that does not enter the sum.</summary>
            public double? dampening;

            /// <summary>Times the parameter, added to its gradient.</summary>
            public double? weight_decay;

            /// <summary>Whether the step looks ahead by the momentum.</summary>
            public bool? nesterov;

            /// <summary>Whether the objective is to grow.</summary>
            public bool? maximize;

            internal static Options Of(
                double lr, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize) => new()
                {
                    LearningRate = lr,
                    momentum = momentum,
                    dampening = dampening,
                    weight_decay = weight_decay,
                    nesterov = nesterov,
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
                IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false)
                : base(parameters, Options.Of(lr, momentum, dampening, weight_decay, nesterov, maximize))
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
            /// <summary>Stochastic gradient descent with momentum, PyTorch's form of it: the rate is outside the running sum.</summary>
            /// <param name="parameters">What it changes.</param>
            /// <param name="learningRate">Learning rate.</param>
            /// <param name="momentum">Decay of the running sum of gradients.</param>
            /// <param name="dampening">Share of a new gradient that does not enter the sum.</param>
            /// <param name="weight_decay">Times the parameter, added to its gradient.</param>
            /// <param name="nesterov">Whether the step looks ahead by the momentum.</param>
            /// <param name="maximize">Whether the objective is to grow.</param>
            public static SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0,
                double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            /// <summary>The same; the names are not used.</summary>
            public static SGD SGD(
                IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            /// <summary>The same; settings that a group leaves open are the ones given here.</summary>
            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0,
                double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}

file static class Ops
{
    internal static readonly Operator Multiply = Operator.Get("aten::_foreach_mul_", "Scalar");
    internal static readonly Operator Add = Operator.Get("aten::_foreach_add_", "List");
    internal static readonly Operator Plus = Operator.Get("aten::_foreach_add", "List");
    internal static readonly Operator Negate = Operator.Get("aten::_foreach_neg");
}
