using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>In training mode sets a share p of the elements to 0 and scales the others by 1/(1-p); else changes nothing.</summary>
    public sealed class Dropout : Module<torch.Tensor, torch.Tensor>
    {
        internal Dropout(double p, bool inplace)
            : base(nameof(Dropout))
        {
            this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "expected a probability");
            this.inplace = inplace;
        }

        /// <summary>The probability of 0.</summary>
        public double p { get; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; }

        /// <summary>Elementwise; draws from the device's default generator.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.dropout(tensor, p, training, inplace);
    }

    /// <summary>The input itself.</summary>
    public sealed class Identity : Module<torch.Tensor, torch.Tensor>
    {
        internal Identity()
            : base(nameof(Identity))
        {
        }

        /// <summary>Another handle on the input.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => tensor.alias();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dropout layer.</summary>
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>A layer that returns its input.</summary>
            public static Identity Identity() => new();
        }
    }
}
