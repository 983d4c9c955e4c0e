using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        private static readonly long[] LastTwo = [-2, -1];

        /// <summary>The norm of matrices by name: fro (root of the squares' sum) or nuc (sum of singular values).</summary>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            Ops.NormByName.Call(input, ord, dims ?? LastTwo, keepdim);

        /// <summary>
        /// The norm of matrices by number: 1 and infinity of column and row sums, 2 of singular values; negative: the least.
        /// </summary>
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Ops.Norm.Call(input, ord, dims ?? LastTwo, keepdim);

        /// <summary>The pseudo-inverse; singular values up to max(atol, rtol * the largest) count as zero.</summary>
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Ops.PseudoInverse.Call(input, atol, rtol, hermitian);

        /// <summary>The number of singular values above max(atol, rtol * the largest).</summary>
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Ops.Rank.Call(input, atol, rtol, hermitian);
    }
}

file static class Ops
{
    internal static readonly Operator Norm = Operator.Get("aten::linalg_matrix_norm");
    internal static readonly Operator NormByName = Operator.Get("aten::linalg_matrix_norm", "str_ord");
    internal static readonly Operator PseudoInverse = Operator.Get("aten::linalg_pinv", "atol_rtol_float");
    internal static readonly Operator Rank = Operator.Get("aten::linalg_matrix_rank", "atol_rtol_float");
}
