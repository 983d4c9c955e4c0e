using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>In training mode sets whole channels of N x C x L to 0 with probability p and scales the others by 1/(1-p).</summary>
    public sealed class Dropout1d : Module<torch.Tensor, torch.Tensor>
    {
        internal Dropout1d(double p, bool inplace)
            : base(nameof(Dropout1d))
        {
            this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "expected a probability");
            this.inplace = inplace;
        }

        /// <summary>The probability of 0.</summary>
        public double p { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>The same shape.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.dropout1d(tensor, p, training, inplace);
    }

    /// <summary>In training mode sets whole channels of N x C x H x W to 0 with probability p and scales the others by 1/(1-p).</summary>
    public sealed class Dropout2d : Module<torch.Tensor, torch.Tensor>
    {
        internal Dropout2d(double p, bool inplace)
            : base(nameof(Dropout2d))
        {
            this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "expected a probability");
            this.inplace = inplace;
        }

        /// <summary>The probability of 0.</summary>
        public double p { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>The same shape.</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.dropout2d(input, p, training, inplace);
    }

    /// <summary>Dropout that keeps mean and variance under SELU (arXiv:1706.02515).</summary>
    public sealed class AlphaDropout : Module<torch.Tensor, torch.Tensor>
    {
        internal AlphaDropout(double p, bool inplace)
            : base(nameof(AlphaDropout))
        {
            this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "expected a probability");
            this.inplace = inplace;
        }

        /// <summary>The probability of 0.</summary>
        public double p { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>The same shape.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.alpha_dropout(tensor, p, training, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Dropout of whole channels of sequences.</summary>
            public static Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>Dropout of whole channels of images.</summary>
            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>Dropout for SELU.</summary>
            public static AlphaDropout AlphaDropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
