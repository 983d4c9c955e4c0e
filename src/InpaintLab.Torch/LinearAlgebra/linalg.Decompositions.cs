using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra on matrices; leading dimensions are batches.</summary>
    public static partial class linalg
    {
        /// <summary>
        /// Eigenvalues, ascending, and eigenvectors (columns) of symmetric or Hermitian matrices; the triangle L or U is read.
        /// </summary>
        public static (Tensor L, Tensor V) eigh(Tensor input, char UPLO = 'L') => Ops.LinalgEigh.Call2(input, UPLO.ToString());

        /// <summary>Eigenvalues, ascending, of symmetric or Hermitian matrices; the triangle L or U is read.</summary>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Ops.LinalgEigvalsh.Call(input, UPLO.ToString());

        /// <summary>Complex eigenvalues and eigenvectors (columns) of square matrices.</summary>
        public static (Tensor L, Tensor V) eig(Tensor input) => Ops.LinalgEig.Call2(input);

        /// <summary>Complex eigenvalues of square matrices.</summary>
        public static Tensor eigvals(Tensor input) => Ops.LinalgEigvals.Call(input);

        /// <summary>Singular values, descending, with both sets of singular vectors.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) =>
            Ops.LinalgSvd.Call3(input, fullMatrices);

        /// <summary>Singular values, descending.</summary>
        public static Tensor svdvals(Tensor input) => Ops.LinalgSvdvals.Call(input);

        /// <summary>The lower Cholesky factor of positive definite matrices.</summary>
        public static Tensor cholesky(Tensor input) => Ops.LinalgCholesky.Call(input);

        /// <summary>The lower Cholesky factor, and 0 or the minor that is not positive.</summary>
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) =>
            Ops.LinalgCholeskyEx.Call2(input, false, check_errors);

        /// <summary>Permutation, lower and upper factor.</summary>
        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true) => Ops.LinalgLu.Call3(input, pivot);

        /// <summary>Both factors in one matrix, and the row exchanges.</summary>
        public static (Tensor LU, Tensor Pivots) lu_factor(Tensor input, bool pivot = true) => Ops.LinalgLuFactor.Call2(input, pivot);

        /// <summary>The determinant's sign, and the logarithm of its magnitude.</summary>
        public static (Tensor res, Tensor logabsdet) slogdet(Tensor input) => Ops.LinalgSlogdet.Call2(input);

        /// <summary>The determinant.</summary>
        public static Tensor det(Tensor input) => Ops.LinalgDet.Call(input);

        /// <summary>The matrix exponential.</summary>
        public static Tensor matrix_exp(Tensor input) => Ops.LinalgMatrixExp.Call(input);
    }
}

file static class Ops
{
    internal static readonly Operator LinalgCholesky = Operator.Get("aten::linalg_cholesky");
    internal static readonly Operator LinalgCholeskyEx = Operator.Get("aten::linalg_cholesky_ex");
    internal static readonly Operator LinalgDet = Operator.Get("aten::linalg_det");
    internal static readonly Operator LinalgEig = Operator.Get("aten::linalg_eig");
    internal static readonly Operator LinalgEigh = Operator.Get("aten::linalg_eigh");
    internal static readonly Operator LinalgEigvals = Operator.Get("aten::linalg_eigvals");
    internal static readonly Operator LinalgEigvalsh = Operator.Get("aten::linalg_eigvalsh");
    internal static readonly Operator LinalgLu = Operator.Get("aten::linalg_lu");
    internal static readonly Operator LinalgLuFactor = Operator.Get("aten::linalg_lu_factor");
    internal static readonly Operator LinalgMatrixExp = Operator.Get("aten::linalg_matrix_exp");
    internal static readonly Operator LinalgSlogdet = Operator.Get("aten::linalg_slogdet");
    internal static readonly Operator LinalgSvd = Operator.Get("aten::linalg_svd");
    internal static readonly Operator LinalgSvdvals = Operator.Get("aten::linalg_svdvals");
}
