using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Padding of N x C x L with the mirrored sequence, its ends not repeated.</summary>
    public sealed class ReflectionPad1d : PadBase
    {
        internal ReflectionPad1d(long left, long right)
            : base(nameof(ReflectionPad1d), PaddingModes.Reflect, 0, left, right)
        {
        }
    }

    /// <summary>Padding of N x C x L with its ends' values.</summary>
    public sealed class ReplicationPad1d : PadBase
    {
        internal ReplicationPad1d(long left, long right)
            : base(nameof(ReplicationPad1d), PaddingModes.Replicate, 0, left, right)
        {
        }
    }

    /// <summary>Padding of the last dimension with a value.</summary>
    public sealed class ConstantPad1d : PadBase
    {
        internal ConstantPad1d(long left, long right, double value)
            : base(nameof(ConstantPad1d), PaddingModes.Constant, value, left, right)
        {
        }
    }

    /// <summary>Padding of the last two dimensions with a value.</summary>
    public sealed class ConstantPad2d : PadBase
    {
        internal ConstantPad2d(long left, long right, long top, long bottom, double value)
            : base(nameof(ConstantPad2d), PaddingModes.Constant, value, left, right, top, bottom)
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
            /// <summary>Padding, equally at both ends.</summary>
            public static ReflectionPad1d ReflectionPad1d(long padding) => new(padding, padding);

            /// <summary>Padding: left, right.</summary>
            public static ReflectionPad1d ReflectionPad1d((long, long) padding) => new(padding.Item1, padding.Item2);

            /// <summary>Padding, equally at both ends.</summary>
            public static ReplicationPad1d ReplicationPad1d(long padding) => new(padding, padding);

            /// <summary>Padding: left, right.</summary>
            public static ReplicationPad1d ReplicationPad1d((long, long) padding) => new(padding.Item1, padding.Item2);

            /// <summary>Padding, equally at both ends.</summary>
            public static ConstantPad1d ConstantPad1d(long padding, double value) => new(padding, padding, value);

            /// <summary>Padding: left, right.</summary>
            public static ConstantPad1d ConstantPad1d((long, long) padding, double value) => new(padding.Item1, padding.Item2, value);

            /// <summary>Padding, equally at all four sides.</summary>
            public static ConstantPad2d ConstantPad2d(long padding, double value) => new(padding, padding, padding, padding, value);

            /// <summary>Padding: left, right, top, bottom.</summary>
            public static ConstantPad2d ConstantPad2d((long, long, long, long) padding, double value) =>
                new(padding.Item1, padding.Item2, padding.Item3, padding.Item4, value);
        }
    }
}
