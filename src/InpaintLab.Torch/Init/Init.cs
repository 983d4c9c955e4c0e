using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Initialisation in place, without gradient. Each function returns its argument; where no generator is given, numbers come from
        /// the device's default one, in PyTorch's order: equal seeds give equal weights.
        /// </summary>
        public static partial class init
        {
            /// <summary>Uniform in [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, () => Ops.Uniform.CallVoid(tensor, low, high, generator));

            /// <summary>Normal with this mean and standard deviation.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, () => Ops.Normal.CallVoid(tensor, mean, std, generator));

            /// <summary>Normal, cut off at [a, b] (by the inverse distribution function, as PyTorch does).</summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                var low = (2 * NormalDistribution((a - mean) / std)) - 1;
                var high = (2 * NormalDistribution((b - mean) / std)) - 1;
                return Fill(tensor, () =>
                {
                    Ops.Uniform.CallVoid(tensor, low, high, generator);
                    Ops.ErfInv.CallVoid(tensor);
                    Ops.Multiply.CallVoid(tensor, std * Math.Sqrt(2));
                    Ops.Add.CallVoid(tensor, mean);
                    Ops.Clamp.CallVoid(tensor, a, b);
                });
            }

            /// <summary>One value everywhere.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, () => Ops.Fill.CallVoid(tensor, val));

            /// <summary>Ones.</summary>
            public static Tensor ones_(Tensor tensor) => Fill(tensor, () => Ops.Fill.CallVoid(tensor, 1.0));

            /// <summary>Zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => Fill(tensor, () => Ops.Zero.CallVoid(tensor));

            /// <summary>Orthonormal rows or columns, times gain; dimensions after the first count as columns (arXiv:1312.6120).</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException($"expected at least two dimensions; received {shape.Length}", nameof(tensor));
                }

                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                long rows = shape[0], columns = tensor.numel() / shape[0];
                var random = empty([rows, columns], dtype: tensor.dtype, device: tensor.device);
                Ops.Normal.CallVoid(random, 0.0, 1.0);
                var (q, r) = Ops.Qr.Call2(rows < columns ? Ops.Transpose.Call(random) : random);

                // Without the signs the matrix would not be uniformly distributed (arXiv:math-ph/0609050).
                q = q * Ops.Diagonal.Call(r).sign();
                tensor.copy_((rows < columns ? Ops.Transpose.Call(q) : q).reshape(shape));
                Ops.Multiply.CallVoid(tensor, gain);
                return tensor;
            }

            private static Tensor Fill(Tensor tensor, Action fill)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var noGrad = no_grad();
                fill();
                return tensor;
            }

            private static double NormalDistribution(double x)
            {
                using var argument = torch.tensor(x / Math.Sqrt(2), dtype: ScalarType.Float64);
                using var value = Ops.Erf.Call(argument);
                return (1 + value.item<double>()) / 2;
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator Uniform = Operator.Get("aten::uniform_");
    internal static readonly Operator Normal = Operator.Get("aten::normal_");
    internal static readonly Operator Fill = Operator.Get("aten::fill_", "Scalar");
    internal static readonly Operator Zero = Operator.Get("aten::zero_");
    internal static readonly Operator Erf = Operator.Get("aten::erf");
    internal static readonly Operator ErfInv = Operator.Get("aten::erfinv_");
    internal static readonly Operator Multiply = Operator.Get("aten::mul_", "Scalar");
    internal static readonly Operator Add = Operator.Get("aten::add_", "Scalar");
    internal static readonly Operator Clamp = Operator.Get("aten::clamp_");
    internal static readonly Operator Qr = Operator.Get("aten::linalg_qr");
    internal static readonly Operator Transpose = Operator.Get("aten::t");
    internal static readonly Operator Diagonal = Operator.Get("aten::diagonal");
}
