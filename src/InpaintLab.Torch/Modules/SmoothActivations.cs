using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>The scaled exponential linear unit (arXiv:1706.02515).</summary>
    public sealed class SELU : Module<torch.Tensor, torch.Tensor>
    {
        internal SELU(bool inplace)
            : base(nameof(SELU))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.selu(tensor, inplace);
    }

    /// <summary>max(0, x) + min(0, alpha (exp(x / alpha) - 1)) (arXiv:1704.07483).</summary>
    public sealed class CELU : Module<torch.Tensor, torch.Tensor>
    {
        internal CELU(double alpha, bool inplace)
            : base(nameof(CELU))
        {
            this.alpha = alpha;
            this.inplace = inplace;
        }

        /// <summary>Minus the limit at minus infinity.</summary>
        public double alpha { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.celu(tensor, alpha, inplace);
    }

    /// <summary>x tanh(softplus(x)) (arXiv:1908.08681).</summary>
    public sealed class Mish : Module<torch.Tensor, torch.Tensor>
    {
        internal Mish(bool inplace)
            : base(nameof(Mish))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.mish(tensor, inplace);
    }

    /// <summary>The logarithm of the logistic function.</summary>
    public sealed class LogSigmoid : Module<torch.Tensor, torch.Tensor>
    {
        internal LogSigmoid()
            : base(nameof(LogSigmoid))
        {
        }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.logsigmoid(tensor);
    }

    /// <summary>x / (1 + |x|).</summary>
    public sealed class Softsign : Module<torch.Tensor, torch.Tensor>
    {
        internal Softsign(bool inplace)
            : base(nameof(Softsign))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.softsign(tensor, inplace);
    }

    /// <summary>x - tanh(x).</summary>
    public sealed class Tanhshrink : Module<torch.Tensor, torch.Tensor>
    {
        internal Tanhshrink(bool inplace)
            : base(nameof(Tanhshrink))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.tanhshrink(tensor, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A scaled exponential linear unit.</summary>
            public static SELU SELU(bool inplace = false) => new(inplace);

            /// <summary>A continuously differentiable exponential linear unit.</summary>
            public static CELU CELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);

            /// <summary>A Mish activation.</summary>
            public static Mish Mish() => new(inplace: false);

            /// <summary>A Mish activation.</summary>
            public static Mish Mish(bool inplace) => new(inplace);

            /// <summary>A logarithm of the logistic function.</summary>
            public static LogSigmoid LogSigmoid() => new();

            /// <summary>A soft sign.</summary>
            public static Softsign Softsign() => new(inplace: false);

            /// <summary>A soft sign.</summary>
            public static Softsign Softsign(bool inplace) => new(inplace);

            /// <summary>A residual of the hyperbolic tangent.</summary>
            public static Tanhshrink Tanhshrink() => new(inplace: false);

            /// <summary>A residual of the hyperbolic tangent.</summary>
            public static Tanhshrink Tanhshrink(bool inplace = false) => new(inplace);
        }
    }
}
