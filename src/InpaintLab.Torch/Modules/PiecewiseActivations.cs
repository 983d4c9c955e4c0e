using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Limits to [0, 6].</summary>
    public sealed class ReLU6 : Module<torch.Tensor, torch.Tensor>
    {
        internal ReLU6(bool inplace)
            : base(nameof(ReLU6))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.relu6(tensor, inplace);
    }

    /// <summary>Limits to [min_val, max_val].</summary>
    public sealed class Hardtanh : Module<torch.Tensor, torch.Tensor>
    {
        internal Hardtanh(double min_val, double max_val, bool inplace)
            : base(nameof(Hardtanh))
        {
            this.min_val = min_val;
            this.max_val = max_val;
            this.inplace = inplace;
        }

        /// <summary>The least.</summary>
        public double min_val { get; }

        /// <summary>The most.</summary>
        public double max_val { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.hardtanh(tensor, min_val, max_val, inplace);
    }

    /// <summary>relu6(x + 3) / 6.</summary>
    public sealed class Hardsigmoid : Module<torch.Tensor, torch.Tensor>
    {
        internal Hardsigmoid(bool inplace)
            : base(nameof(Hardsigmoid))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.hardsigmoid(tensor, inplace);
    }

    /// <summary>x relu6(x + 3) / 6 (arXiv:1905.02244).</summary>
    public sealed class Hardswish : Module<torch.Tensor, torch.Tensor>
    {
        internal Hardswish(bool inplace)
            : base(nameof(Hardswish))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.hardswish(tensor, inplace);
    }

    /// <summary>0 within lambda of 0, x elsewhere.</summary>
    public sealed class Hardshrink : Module<torch.Tensor, torch.Tensor>
    {
        internal Hardshrink(double lambda)
            : base(nameof(Hardshrink))
        {
            this.lambda = lambda;
        }

        /// <summary>The bound.</summary>
        public double lambda { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.hardshrink(tensor, lambda);
    }

    /// <summary>x moved by lambda towards 0, at most to it.</summary>
    public sealed class Softshrink : Module<torch.Tensor, torch.Tensor>
    {
        internal Softshrink(double lambda)
            : base(nameof(Softshrink))
        {
            this.lambda = lambda;
        }

        /// <summary>How far.</summary>
        public double lambda { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.softshrink(tensor, lambda);
    }

    /// <summary>x above the threshold, else a value.</summary>
    public sealed class Threshold : Module<torch.Tensor, torch.Tensor>
    {
        internal Threshold(double threshold, double value, bool inplace)
            : base(nameof(Threshold))
        {
            this.threshold = threshold;
            this.value = value;
            this.inplace = inplace;
        }

        /// <summary>The bound.</summary>
        public double threshold { get; }

        /// <summary>The value at and below it.</summary>
        public double value { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.threshold(tensor, threshold, value, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Limits to [0, 6].</summary>
            public static ReLU6 ReLU6(bool inplace = false) => new(inplace);

            /// <summary>Limits to a range.</summary>
            public static Hardtanh Hardtanh(double min_val = -1, double max_val = 1, bool inplace = false) =>
                new(min_val, max_val, inplace);

            /// <summary>A piecewise linear logistic function.</summary>
            public static Hardsigmoid Hardsigmoid(bool inplace = false) => new(inplace);

            /// <summary>A piecewise SiLU.</summary>
            public static Hardswish Hardswish(bool inplace = false) => new(inplace);

            /// <summary>Small values to 0.</summary>
            public static Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);

            /// <summary>All values towards 0.</summary>
            public static Softshrink Softshrink(double lambda = 0.5) => new(lambda);

            /// <summary>Values up to a threshold to another one.</summary>
            public static Threshold Threshold(double threshold, double value, bool inplace = false) => new(threshold, value, inplace);
        }
    }
}
