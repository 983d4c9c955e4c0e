using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules
{
    /// <summary>A transposed convolution.</summary>
    public abstract class ConvolutionTranspose : Convolution
    {
        private protected ConvolutionTranspose(
            string name, ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(name, transposed: true, shape, bias, device, dtype)
        {
            if (padding_mode != PaddingModes.Zeros)
            {
                throw new ArgumentException($"a transposed convolution pads with zeros only; received {padding_mode}");
            }
        }

        /// <summary>The smallest output that the sizes allow.</summary>
        public override torch.Tensor forward(torch.Tensor input) => forward(input, null);

        /// <summary>An output of a given size, or the smallest when none is given.</summary>
        public abstract torch.Tensor forward(torch.Tensor input, long[]? output_size);

        private protected long[] ExtraFor(long[] shape, long[] size)
        {
            var extra = new long[kernel_size.Length];
            for (var i = 0; i < extra.Length; i++)
            {
                var least = ((shape[i + 2] - 1) * stride[i]) - (2 * padding[i]) + (dilation[i] * (kernel_size[i] - 1)) + 1;
                var wanted = size[^(extra.Length - i)];
                extra[i] = wanted - least;
                if (extra[i] < 0 || extra[i] >= stride[i])
                {
                    throw new ArgumentException($"expected {least} to {least + stride[i] - 1} in dimension {i + 2}; received {wanted}");
                }
            }

            return extra;
        }
    }

    /// <summary>The transpose of a convolution of N x C x H x W images: enlarges by the stride.</summary>
    public sealed class ConvTranspose2d : ConvolutionTranspose
    {
        internal ConvTranspose2d(ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(ConvTranspose2d), shape, bias, device, dtype)
        {
        }

        /// <summary>N x in_channels x H x W to N x out_channels x H' x W'.</summary>
        /// <param name="input">The images.</param>
        /// <param name="output_size">..., H', W'; the smallest possible when null.</param>
        /// <exception cref="ArgumentException">The stride cannot lead to <paramref name="output_size"/>.</exception>
        public override torch.Tensor forward(torch.Tensor input, long[]? output_size)
        {
            var extra = output_size is null ? output_padding : ExtraFor(input.shape, output_size);
            return conv_transpose2d(input, weight, bias, stride, padding, extra, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A transposed convolution of images with a square kernel.</summary>
            /// <param name="in_channels">Channels of the input.</param>
            /// <param name="out_channels">Filters.</param>
            /// <param name="kernel_size">Side of the kernel.</param>
            /// <param name="stride">Enlargement.</param>
            /// <param name="padding">Taken off all four sides of the full result.</param>
            /// <param name="output_padding">Added at the lower and right side.</param>
            /// <param name="dilation">Distance of the kernel's elements.</param>
            /// <param name="padding_mode">Zeros.</param>
            /// <param name="groups">Blocks of channels that do not see each other.</param>
            /// <param name="bias">Whether a number per filter is added.</param>
            /// <param name="device">Where the parameters are.</param>
            /// <param name="dtype">Their type.</param>
            public static ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, Square(kernel_size))
                {
                    Stride = Square(stride),
                    Padding = Square(padding),
                    OutputPadding = Square(output_padding),
                    Dilation = Square(dilation),
                    PaddingMode = padding_mode,
                    Groups = groups,
                };
                return new ConvTranspose2d(shape, bias, device, dtype);
            }
        }
    }
}
