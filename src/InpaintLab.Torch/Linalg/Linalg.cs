using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        /// <summary>Eigenvalues, ascending, and eigenvectors, as columns, of a symmetric matrix.</summary>
        /// <param name="input">N x N; one triangle is read.</param>
        /// <param name="UPLO">Which: L for the lower, U for the upper.</param>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Ops.Eigh.Call2(input, UPLO.ToString());

        /// <summary>Eigenvalues of a symmetric matrix, ascending; arguments as in <see cref="eigh"/>.</summary>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Ops.Eigvalsh.Call(input, UPLO.ToString());

        /// <summary>X in A X = B, or in X A = B.</summary>
        /// <param name="A">N x N, invertible.</param>
        /// <param name="B">N x K, or N.</param>
        /// <param name="left">Whether A stands to the left.</param>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Ops.Solve.Call(A, B, left);
    }
}

file static class Ops
{
    internal static readonly Operator Eigh = Operator.Get("aten::linalg_eigh");
    internal static readonly Operator Eigvalsh = Operator.Get("aten::linalg_eigvalsh");
    internal static readonly Operator Solve = Operator.Get("aten::linalg_solve");
}
