using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra on matrices; leading dimensions are batches.</summary>
    public static partial class linalg
    {
        /// <summary>The inverse of square matrices.</summary>
        public static Tensor inv(Tensor input) => Ops.LinalgInv.Call(input);

        /// <summary>The inverse, and 0 or the place of the pivot that is zero.</summary>
        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) => Ops.LinalgInvEx.Call2(input, check_errors);

        /// <summary>X with A X = B, or X A = B when not left.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Ops.LinalgSolve.Call(A, B, left);

        /// <summary>X with A X = B for a triangular A.</summary>
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false) =>
            Ops.LinalgSolveTriangular.Call(A, B, upper, left, unitriangular);

        /// <summary>The 2-norm over dimensions (null: of all elements).</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Ops.LinalgVectorNorm.Call(input, 2.0, dims, keepdim);

        /// <summary>The p-norm over dimensions (null: of all elements).</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Ops.LinalgVectorNorm.Call(input, ord, dims, keepdim);

        /// <summary>The condition number in the 2-norm.</summary>
        public static Tensor cond(Tensor input) => Ops.LinalgCond.Call(input);

        /// <summary>The cross product along a dimension of size 3.</summary>
        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Ops.LinalgCross.Call(input, other, dim);

        /// <summary>Inner products along a dimension.</summary>
        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1) => Ops.LinalgVecdot.Call(x, y, dim);

        /// <summary>The diagonals of matrices as a view.</summary>
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) =>
            Ops.LinalgDiagonal.Call(input, offset, dim1, dim2);
    }
}

file static class Ops
{
    internal static readonly Operator LinalgCond = Operator.Get("aten::linalg_cond");
    internal static readonly Operator LinalgCross = Operator.Get("aten::linalg_cross");
    internal static readonly Operator LinalgDiagonal = Operator.Get("aten::linalg_diagonal");
    internal static readonly Operator LinalgInv = Operator.Get("aten::linalg_inv");
    internal static readonly Operator LinalgInvEx = Operator.Get("aten::linalg_inv_ex");
    internal static readonly Operator LinalgSolve = Operator.Get("aten::linalg_solve");
    internal static readonly Operator LinalgSolveTriangular = Operator.Get("aten::linalg_solve_triangular");
    internal static readonly Operator LinalgVecdot = Operator.Get("aten::linalg_vecdot");
    internal static readonly Operator LinalgVectorNorm = Operator.Get("aten::linalg_vector_norm");
}
