using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation of N x C x H x W images with learned kernels.</summary>
    public sealed class Conv2d : Convolution
    {
        private readonly long[]? _outside;

        internal Conv2d(ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(Conv2d), transposed: false, shape, bias, device, dtype)
        {
            _outside = Outside();
        }

        /// <summary>N x in_channels x H x W to N x out_channels x H' x W'.</summary>
        public override torch.Tensor forward(torch.Tensor input)
        {
            if (_outside is not null)
            {
                using var padded = pad(input, _outside, padding_mode);
                return conv2d(padded, weight, bias, stride, null, dilation, groups);
            }

            return padding_type is { } type
                ? conv2d_padding(input, weight, bias, stride, type, dilation, groups)
                : conv2d(input, weight, bias, stride, padding, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution of images with a square kernel.</summary>
            /// <param name="in_channels">Channels of the input.</param>
            /// <param name="out_channels">Filters.</param>
            /// <param name="kernel_size">Side of the kernel.</param>
            /// <param name="stride">Step.</param>
            /// <param name="padding">Elements added at all four sides.</param>
            /// <param name="dilation">Distance of the kernel's elements.</param>
            /// <param name="padding_mode">What the added elements hold.</param>
            /// <param name="groups">Blocks of channels that do not see each other.</param>
            /// <param name="bias">Whether a number per filter is added.</param>
            /// <param name="device">Where the parameters are.</param>
            /// <param name="dtype">Their type.</param>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, Square(kernel_size))
                {
                    Stride = Square(stride),
                    Padding = Square(padding),
                    Dilation = Square(dilation),
                    PaddingMode = padding_mode,
                    Groups = groups,
                };
                return new Conv2d(shape, bias, device, dtype);
            }

            /// <summary>A convolution of images with a square kernel and the padding by name.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, Square(kernel_size))
                {
                    Stride = Square(stride),
                    PaddingType = padding,
                    Dilation = Square(dilation),
                    PaddingMode = padding_mode,
                    Groups = groups,
                };
                return new Conv2d(shape, bias, device, dtype);
            }

            /// <summary>A convolution of images; pairs are height, width.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                var shape = new ConvolutionShape(in_channels, out_channels, Pair(kernel_size))
                {
                    Stride = Pair(stride ?? (1, 1)),
                    Padding = Pair(padding ?? (0, 0)),
                    Dilation = Pair(dilation ?? (1, 1)),
                    PaddingMode = padding_mode,
                    Groups = groups,
                };
                return new Conv2d(shape, bias, device, dtype);
            }
        }
    }
}
