using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x where positive, else alpha (exp(x) - 1).</summary>
    public sealed class ELU : Module<torch.Tensor, torch.Tensor>
    {
        internal ELU(double alpha, bool inplace)
            : base(nameof(ELU))
        {
            this.alpha = alpha;
            this.inplace = inplace;
        }

        /// <summary>Minus the limit at minus infinity.</summary>
        public double alpha { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.elu(tensor, alpha, inplace);
    }

    /// <summary>max(x, 0).</summary>
    public sealed class ReLU : Module<torch.Tensor, torch.Tensor>
    {
        internal ReLU(bool inplace)
            : base(nameof(ReLU))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.relu(tensor, inplace);
    }

    /// <summary>x where positive, else negative_slope x.</summary>
    public sealed class LeakyReLU : Module<torch.Tensor, torch.Tensor>
    {
        internal LeakyReLU(double negative_slope, bool inplace)
            : base(nameof(LeakyReLU))
        {
            this.negative_slope = negative_slope;
            this.inplace = inplace;
        }

        /// <summary>The slope below zero.</summary>
        public double negative_slope { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.leaky_relu(tensor, negative_slope, inplace);
    }

    /// <summary>x Phi(x) (arXiv:1606.08415).</summary>
    public sealed class GELU : Module<torch.Tensor, torch.Tensor>
    {
        internal GELU(Approximate approximate, bool inplace)
            : base(nameof(GELU))
        {
            this.approximate = approximate;
            this.inplace = inplace;
        }

        /// <summary>How the normal distribution function is computed.</summary>
        public enum Approximate
        {
            /// <summary>Exactly.</summary>
            none,

            /// <summary>By a hyperbolic tangent.</summary>
            tanh,
        }

        /// <summary>How the normal distribution function is computed.</summary>
        public Approximate approximate { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.gelu(tensor, approximate, inplace);
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    public sealed class Sigmoid : Module<torch.Tensor, torch.Tensor>
    {
        internal Sigmoid(bool inplace)
            : base(nameof(Sigmoid))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.sigmoid(tensor, inplace);
    }

    /// <summary>Hyperbolic tangent.</summary>
    public sealed class Tanh : Module<torch.Tensor, torch.Tensor>
    {
        internal Tanh(bool inplace)
            : base(nameof(Tanh))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.tanh(tensor, inplace);
    }

    /// <summary>x sigmoid(x) (arXiv:1702.03118).</summary>
    public sealed class SiLU : Module<torch.Tensor, torch.Tensor>
    {
        internal SiLU(bool inplace)
            : base(nameof(SiLU))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.silu(tensor, inplace);
    }

    /// <summary>log(1 + exp(beta x)) / beta.</summary>
    public sealed class Softplus : Module<torch.Tensor, torch.Tensor>
    {
        internal Softplus(double beta, double threshold)
            : base(nameof(Softplus))
        {
            this.beta = beta;
            this.threshold = threshold;
        }

        /// <summary>Sharpness.</summary>
        public double beta { get; }

        /// <summary>beta x above which the result is x.</summary>
        public double threshold { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.softplus(tensor, beta, threshold);
    }

    /// <summary>exp(x) over its sum along a dimension.</summary>
    public sealed class Softmax : Module<torch.Tensor, torch.Tensor>
    {
        internal Softmax(long dim)
            : base(nameof(Softmax))
        {
            this.dim = dim;
        }

        /// <summary>The dimension summed over.</summary>
        public long dim { get; }

        /// <summary>The same shape, in [0,1].</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.softmax(tensor, dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An exponential linear unit.</summary>
            public static ELU ELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);

            /// <summary>A rectified linear unit.</summary>
            public static ReLU ReLU(bool inplace = false) => new(inplace);

            /// <summary>A leaky rectified linear unit.</summary>
            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);

            /// <summary>An exact Gaussian error linear unit.</summary>
            public static GELU GELU() => new(Modules.GELU.Approximate.none, inplace: false);

            /// <summary>An exact Gaussian error linear unit.</summary>
            public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            /// <summary>A Gaussian error linear unit, exact or approximate.</summary>
            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);

            /// <summary>A logistic function.</summary>
            public static Sigmoid Sigmoid() => new(inplace: false);

            /// <summary>A logistic function.</summary>
            public static Sigmoid Sigmoid(bool inplace) => new(inplace);

            /// <summary>A hyperbolic tangent.</summary>
            public static Tanh Tanh() => new(inplace: false);

            /// <summary>A hyperbolic tangent.</summary>
            public static Tanh Tanh(bool inplace = false) => new(inplace);

            /// <summary>A sigmoid-weighted linear unit.</summary>
            public static SiLU SiLU() => new(inplace: false);

            /// <summary>A sigmoid-weighted linear unit.</summary>
            public static SiLU SiLU(bool inplace) => new(inplace);

            /// <summary>A smooth rectifier.</summary>
            public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);

            /// <summary>A softmax over a dimension.</summary>
            public static Softmax Softmax(long dim) => new(dim);
        }
    }
}
