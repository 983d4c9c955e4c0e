using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation of N x C x L sequences with learned kernels.</summary>
    public sealed class Conv1d : Convolution
    {
        private readonly long[]? _outside;

        internal Conv1d(ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(Conv1d), transposed: false, shape, bias, device, dtype)
        {
            _outside = Outside();
        }

        /// <summary>N x in_channels x L to N x out_channels x L'.</summary>
        public override torch.Tensor forward(torch.Tensor input)
        {
            if (_outside is not null)
            {
                using var padded = pad(input, _outside, padding_mode);
                return conv1d(padded, weight, bias, stride[0], null, dilation[0], groups);
            }

            return padding_type is { } type
                ? conv1d_padding(input, weight, bias, stride[0], type, dilation[0], groups)
                : conv1d(input, weight, bias, stride[0], padding[0], dilation[0], groups);
        }
    }

    /// <summary>The transpose of a convolution of N x C x L sequences: lengthens by the stride.</summary>
    public sealed class ConvTranspose1d : ConvolutionTranspose
    {
        internal ConvTranspose1d(ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(ConvTranspose1d), shape, bias, device, dtype)
        {
        }

        /// <summary>N x in_channels x L to N x out_channels x L'.</summary>
        /// <param name="input">The sequences.</param>
        /// <param name="output_size">..., L'; the smallest possible when null.</param>
        /// <exception cref="ArgumentException">The stride cannot lead to <paramref name="output_size"/>.</exception>
        public override torch.Tensor forward(torch.Tensor input, long[]? output_size)
        {
            var extra = output_size is null ? output_padding : ExtraFor(input.shape, output_size);
            return conv_transpose1d(input, weight, bias, stride[0], padding[0], extra[0], dilation[0], groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution of sequences.</summary>
            /// <param name="in_channels">Channels of the input.</param>
            /// <param name="out_channels">Filters.</param>
            /// <param name="kernel_size">Length of the kernel.</param>
            /// <param name="stride">Step.</param>
            /// <param name="padding">Elements added at both ends.</param>
            /// <param name="dilation">Distance of the kernel's elements.</param>
            /// <param name="padding_mode">What stands outside the sequence.</param>
            /// <param name="groups">Blocks of channels that do not see each other.</param>
            /// <param name="bias">Whether a number per filter is added.</param>
            /// <param name="device">Where the parameters are.</param>
            /// <param name="dtype">Their type.</param>
            public static Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(Sequence(in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode, groups), bias, device, dtype);

            /// <summary>A convolution of sequences with the padding by name.</summary>
            public static Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null)
            {
                var shape = Sequence(in_channels, out_channels, kernel_size, stride, 0, dilation, padding_mode, groups);
                return new Conv1d(shape with { PaddingType = padding }, bias, device, dtype);
            }

            /// <summary>A transposed convolution of sequences; output_padding is added at the end of the result.</summary>
            public static ConvTranspose1d ConvTranspose1d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                var shape = Sequence(in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode, groups);
                return new ConvTranspose1d(shape with { OutputPadding = [output_padding] }, bias, device, dtype);
            }

            private static ConvolutionShape Sequence(
                long inChannels, long outChannels, long kernel, long stride, long padding, long dilation, PaddingModes mode, long groups) =>
                new(inChannels, outChannels, [kernel])
                {
                    Stride = [stride],
                    Padding = [padding],
                    Dilation = [dilation],
                    PaddingMode = mode,
                    Groups = groups,
                    OutputPadding = [0],
                };
        }
    }
}
