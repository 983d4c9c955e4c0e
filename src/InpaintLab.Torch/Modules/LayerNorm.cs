using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalises over the last dimensions (arXiv:1607.06450).</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            this.normalized_shape = normalized_shape;
            this.eps = eps;
            this.elementwise_affine = elementwise_affine;
            _ = AddParameter("weight", elementwise_affine ? ones(normalized_shape, dtype: dtype, device: device) : null);
            _ = AddParameter("bias", elementwise_affine && bias ? zeros(normalized_shape, dtype: dtype, device: device) : null);
        }

        /// <summary>The dimensions normalised over together.</summary>
        public long[] normalized_shape { get; }

        /// <summary>Added to the variance.</summary>
        public double eps { get; }

        /// <summary>Whether there is a scale.</summary>
        public bool elementwise_affine { get; }

        /// <summary>Scale per element, or null. Setting it disposes the old one.</summary>
        public Parameter? weight
        {
            get => OwnParameter("weight");
            set => ReplaceParameter("weight", value);
        }

        /// <summary>Shift per element, or null. Setting it disposes the old one.</summary>
        public Parameter? bias
        {
            get => OwnParameter("bias");
            set => ReplaceParameter("bias", value);
        }

        /// <summary>... x normalized_shape to the same shape.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
    }

    /// <summary>Normalises groups of channels of every sample together (arXiv:1803.08494).</summary>
    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
            : base(nameof(GroupNorm))
        {
            if (num_groups < 1 || num_channels % num_groups != 0)
            {
                throw new ArgumentException($"num_groups must divide num_channels; received {num_groups}, {num_channels}");
            }

            this.num_groups = num_groups;
            this.eps = eps;
            this.affine = affine;
            _ = AddParameter("weight", affine ? ones([num_channels], dtype: dtype, device: device) : null);
            _ = AddParameter("bias", affine ? zeros([num_channels], dtype: dtype, device: device) : null);
        }

        /// <summary>Groups of channels.</summary>
        public long num_groups { get; }

        /// <summary>Added to the variance.</summary>
        public double eps { get; }

        /// <summary>Whether there are scale and shift.</summary>
        public bool affine { get; }

        /// <summary>Scale per channel, or null. Setting it disposes the old one.</summary>
        public Parameter? weight
        {
            get => OwnParameter("weight");
            set => ReplaceParameter("weight", value);
        }

        /// <summary>Shift per channel, or null. Setting it disposes the old one.</summary>
        public Parameter? bias
        {
            get => OwnParameter("bias");
            set => ReplaceParameter("bias", value);
        }

        /// <summary>N x C x ... to the same shape.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Normalisation over the last dimensions.</summary>
            /// <param name="normalized_shape">The dimensions normalised over together.</param>
            /// <param name="eps">Added to the variance.</param>
            /// <param name="elementwise_affine">Whether there is a scale.</param>
            /// <param name="bias">Whether there is a shift too.</param>
            /// <param name="device">Where the parameters are.</param>
            /// <param name="dtype">Their type.</param>
            public static LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            /// <summary>Normalisation over the last dimension, of this size.</summary>
            public static LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            /// <summary>Normalisation over groups of channels.</summary>
            /// <param name="num_groups">A divisor of <paramref name="num_channels"/>.</param>
            /// <param name="num_channels">Channels.</param>
            /// <param name="eps">Added to the variance.</param>
            /// <param name="affine">Whether there are scale and shift.</param>
            /// <param name="device">Where the parameters are.</param>
            /// <param name="dtype">Their type.</param>
            public static GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-5, bool affine = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
