using InpaintLab.Torch.Interop;

namespace TorchSharp;

/// <summary>Which of the two transforms is scaled.</summary>
public enum FFTNormType
{
    /// <summary>The inverse one, by 1/n.</summary>
    Backward = 0,

    /// <summary>The forward one, by 1/n.</summary>
    Forward = 1,

    /// <summary>Both, by the root of 1/n.</summary>
    Ortho = 2,
}

public static partial class torch
{
    /// <summary>Discrete Fourier transforms.</summary>
    public static partial class fft
    {
        private static readonly long[] LastTwo = [-2, -1];

        /// <summary>The discrete Fourier transform along a dimension.</summary>
        public static Tensor fft_(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftFft.Call(input, n < 0 ? default(long?) : n, dim, NormName(norm));

        /// <summary>The inverse discrete Fourier transform along a dimension.</summary>
        public static Tensor ifft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIfft.Call(input, n < 0 ? default(long?) : n, dim, NormName(norm));

        /// <summary>The transform of real input along a dimension: the first half, the rest is its conjugate.</summary>
        public static Tensor rfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftRfft.Call(input, n < 0 ? default(long?) : n, dim, NormName(norm));

        /// <summary>The inverse of rfft along a dimension, of n real numbers (null or negative: 2 (size - 1)).</summary>
        public static Tensor irfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIrfft.Call(input, n < 0 ? default(long?) : n, dim, NormName(norm));

        /// <summary>The transform of a Hermitian signal, given by its half, along a dimension.</summary>
        public static Tensor hfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftHfft.Call(input, n < 0 ? default(long?) : n, dim, NormName(norm));

        /// <summary>The inverse of hfft along a dimension.</summary>
        public static Tensor ihfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIhfft.Call(input, n < 0 ? default(long?) : n, dim, NormName(norm));

        /// <summary>The transform over two dimensions, the last two by default.</summary>
        public static Tensor fft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftFft2.Call(input, s, dim ?? LastTwo, NormName(norm));

        /// <summary>The inverse transform over two dimensions, the last two by default.</summary>
        public static Tensor ifft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIfft2.Call(input, s, dim ?? LastTwo, NormName(norm));

        /// <summary>The transform of real input over two dimensions: half of the last one.</summary>
        public static Tensor rfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftRfft2.Call(input, s, dim ?? LastTwo, NormName(norm));

        /// <summary>The inverse of rfft2.</summary>
        public static Tensor irfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIrfft2.Call(input, s, dim ?? LastTwo, NormName(norm));

        /// <summary>The transform over several dimensions, all by default.</summary>
        public static Tensor fftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftFftn.Call(input, s, dim, NormName(norm));

        /// <summary>The inverse transform over several dimensions, all by default.</summary>
        public static Tensor ifftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIfftn.Call(input, s, dim, NormName(norm));

        /// <summary>The transform of real input over several dimensions: half of the last one.</summary>
        public static Tensor rfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftRfftn.Call(input, s, dim, NormName(norm));

        /// <summary>The inverse of rfftn.</summary>
        public static Tensor irfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Ops.FftIrfftn.Call(input, s, dim, NormName(norm));

        /// <summary>Frequency zero in the middle, along dimensions (null: all).</summary>
        public static Tensor fftshift(Tensor input, long[]? dim = null) => Ops.FftFftshift.Call(input, dim);

        /// <summary>The inverse of fftshift.</summary>
        public static Tensor ifftshift(Tensor input, long[]? dim = null) => Ops.FftIfftshift.Call(input, dim);

        /// <summary>The frequencies of fft for a sample spacing d, in cycles per unit.</summary>
        public static Tensor fftfreq(long n, double d = 1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Leaf(Ops.FftFftfreq.Call(n, d, dtype, Arg.None, device), requires_grad);

        /// <summary>The frequencies of rfft for a sample spacing d, in cycles per unit.</summary>
        public static Tensor rfftfreq(long n, double d = 1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Leaf(Ops.FftRfftfreq.Call(n, d, dtype, Arg.None, device), requires_grad);

        private static string NormName(FFTNormType norm) => norm switch
        {
            FFTNormType.Backward => "backward",
            FFTNormType.Forward => "forward",
            FFTNormType.Ortho => "ortho",
            _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "unknown scaling"),
        };
    }
}

file static class Ops
{
    internal static readonly Operator FftFft = Operator.Get("aten::fft_fft");
    internal static readonly Operator FftFft2 = Operator.Get("aten::fft_fft2");
    internal static readonly Operator FftFftfreq = Operator.Get("aten::fft_fftfreq");
    internal static readonly Operator FftFftn = Operator.Get("aten::fft_fftn");
    internal static readonly Operator FftFftshift = Operator.Get("aten::fft_fftshift");
    internal static readonly Operator FftHfft = Operator.Get("aten::fft_hfft");
    internal static readonly Operator FftIfft = Operator.Get("aten::fft_ifft");
    internal static readonly Operator FftIfft2 = Operator.Get("aten::fft_ifft2");
    internal static readonly Operator FftIfftn = Operator.Get("aten::fft_ifftn");
    internal static readonly Operator FftIfftshift = Operator.Get("aten::fft_ifftshift");
    internal static readonly Operator FftIhfft = Operator.Get("aten::fft_ihfft");
    internal static readonly Operator FftIrfft = Operator.Get("aten::fft_irfft");
    internal static readonly Operator FftIrfft2 = Operator.Get("aten::fft_irfft2");
    internal static readonly Operator FftIrfftn = Operator.Get("aten::fft_irfftn");
    internal static readonly Operator FftRfft = Operator.Get("aten::fft_rfft");
    internal static readonly Operator FftRfft2 = Operator.Get("aten::fft_rfft2");
    internal static readonly Operator FftRfftfreq = Operator.Get("aten::fft_rfftfreq");
    internal static readonly Operator FftRfftn = Operator.Get("aten::fft_rfftn");
}
