using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether operators that have no algorithm that repeats itself bit for bit are refused.</summary>
    public static bool are_deterministic_algorithms_enabled() => backends.Setting(backends.Deterministic, null);

    /// <summary>
    /// How the libraries under libtorch compute, in the whole process. PyTorch's defaults hold until something is set: TF32 in cuDNN's
    /// convolutions, single precision in matrix products.
    /// </summary>
    public static class backends
    {
        internal const int Deterministic = 3;

        /// <summary>NVIDIA's matrix products.</summary>
        public static class cuda
        {
            /// <summary>NVIDIA's matrix products.</summary>
            public static class matmul
            {
                /// <summary>Whether products of float32 matrices may round their factors to TF32, ten bits of mantissa.</summary>
                public static bool allow_tf32
                {
                    get => Setting(0, null);
                    set => Setting(0, value);
                }
            }
        }

        /// <summary>NVIDIA's convolutions.</summary>
        public static class cudnn
        {
            /// <summary>Whether convolutions of float32 may round their factors to TF32, ten bits of mantissa.</summary>
            public static bool allow_tf32
            {
                get => Setting(1, null);
                set => Setting(1, value);
            }
        }

        internal static bool Setting(int which, bool? value)
        {
            var before = NativeMethods.il_setting(which, value is { } on ? (on ? 1 : 0) : -1);
            if (before < 0)
                NativeMethods.ThrowLastError();
            return before == 1;
        }
    }
}
