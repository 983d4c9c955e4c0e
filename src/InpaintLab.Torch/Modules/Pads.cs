using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Padding of the last dimensions.</summary>
    public abstract class PadBase : Module<torch.Tensor, torch.Tensor>
    {
        private readonly PaddingModes _mode;

        private protected PadBase(string name, PaddingModes mode, double value, params long[] padding)
            : base(name)
        {
            this.value = value;
            _mode = mode;
            this.padding = padding;
        }

        /// <summary>Left, right, and for images top, bottom.</summary>
        public long[] padding { get; }

        /// <summary>What constant padding holds.</summary>
        public double value { get; }

        /// <summary>... x H x W to ... x (H + top + bottom) x (W + left + right).</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.pad(input, padding, _mode, value);
    }

    /// <summary>Padding with zeros.</summary>
    public sealed class ZeroPad2d : PadBase
    {
        internal ZeroPad2d(long left, long right, long top, long bottom)
            : base(nameof(ZeroPad2d), PaddingModes.Constant, 0, left, right, top, bottom)
        {
        }
    }

    /// <summary>Padding with the mirrored image, its edge not repeated.</summary>
    public sealed class ReflectionPad2d : PadBase
    {
        internal ReflectionPad2d(long left, long right, long top, long bottom)
            : base(nameof(ReflectionPad2d), PaddingModes.Reflect, 0, left, right, top, bottom)
        {
        }
    }

    /// <summary>Padding with the edge's values.</summary>
    public sealed class ReplicationPad2d : PadBase
    {
        internal ReplicationPad2d(long left, long right, long top, long bottom)
            : base(nameof(ReplicationPad2d), PaddingModes.Replicate, 0, left, right, top, bottom)
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Padding with zeros, equally at all four sides.</summary>
            public static ZeroPad2d ZeroPad2d(long padding) => new(padding, padding, padding, padding);

            /// <summary>Padding with zeros: left, right, top, bottom.</summary>
            public static ZeroPad2d ZeroPad2d((long, long, long, long) padding) =>
                new(padding.Item1, padding.Item2, padding.Item3, padding.Item4);

            /// <summary>Padding with the mirrored image, equally at all four sides.</summary>
            public static ReflectionPad2d ReflectionPad2d(long padding) => new(padding, padding, padding, padding);

            /// <summary>Padding with the mirrored image: left, right, top, bottom.</summary>
            public static ReflectionPad2d ReflectionPad2d((long, long, long, long) padding) =>
                new(padding.Item1, padding.Item2, padding.Item3, padding.Item4);

            /// <summary>Padding with the edge, equally at all four sides.</summary>
            public static ReplicationPad2d ReplicationPad2d(long padding) => new(padding, padding, padding, padding);

            /// <summary>Padding with the edge: left, right, top, bottom.</summary>
            public static ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) =>
                new(padding.Item1, padding.Item2, padding.Item3, padding.Item4);
        }
    }
}
