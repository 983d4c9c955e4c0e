using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Products of vectors and matrices; leading dimensions are batches where several are allowed.</content>
    public partial class Tensor
    {
        /// <summary>Matrix product with broadcasting over leading dimensions.</summary>
        public Tensor matmul(Tensor target) => Ops.Matmul.Call(this, target);

        /// <summary>Matrix product.</summary>
        public Tensor mm(Tensor target) => Ops.Mm.Call(this, target);

        /// <summary>Matrix times vector.</summary>
        public Tensor mv(Tensor target) => Ops.Mv.Call(this, target);

        /// <summary>Inner product of vectors.</summary>
        public Tensor dot(Tensor target) => Ops.Dot.Call(this, target);

        /// <summary>Inner product of vectors, the first conjugated.</summary>
        public Tensor vdot(Tensor target) => Ops.Vdot.Call(this, target);

        /// <summary>Inner products over the last dimensions.</summary>
        public Tensor inner(Tensor vec2) => Ops.Inner.Call(this, vec2);

        /// <summary>Outer product of vectors.</summary>
        public Tensor outer(Tensor vec2) => Ops.Outer.Call(this, vec2);

        /// <summary>Matrix product of each pair in two batches.</summary>
        public Tensor bmm(Tensor batch2) => Ops.Bmm.Call(this, batch2);

        /// <summary>beta * this + alpha * mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Ops.Addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>beta * this + alpha * mat1 mat2, in place.</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            InPlace(Ops.AddmmInPlace, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>beta * this + alpha * mat vec.</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) =>
            Ops.Addmv.Call(this, mat, vec, (double)beta, (double)alpha);

        /// <summary>beta * this + alpha * the outer product.</summary>
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) =>
            Ops.Addr.Call(this, vec1, vec2, (double)beta, (double)alpha);

        /// <summary>beta * this + alpha * the matrix product of each pair in two batches.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Ops.Baddbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>beta * this + alpha * the sum of all pairs' matrix products.</summary>
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Ops.Addbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>The Kronecker product.</summary>
        public Tensor kron(Tensor other) => Ops.Kron.Call(this, other);

        /// <summary>The sum of products over paired dimensions.</summary>
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Ops.Tensordot.Call(this, b, dims1, dims2);

        /// <summary>The sum of a matrix's diagonal.</summary>
        public Tensor trace() => Ops.Trace.Call(this);

        /// <summary>The determinant of each matrix.</summary>
        public Tensor det() => Ops.Det.Call(this);

        /// <summary>The logarithm of each determinant; NaN where negative.</summary>
        public Tensor logdet() => Ops.Logdet.Call(this);

        /// <summary>The inverse of each matrix.</summary>
        public Tensor inverse() => Ops.Inverse.Call(this);

        /// <summary>The pseudo-inverse of each matrix.</summary>
        public Tensor pinverse(double rcond = 1E-15, bool hermitian = false) => Ops.LinalgPinv.Call(this, rcond, hermitian);

        /// <summary>A matrix to a whole power.</summary>
        public Tensor matrix_power(int n) => Ops.MatrixPower.Call(this, n);

        /// <summary>The exponential of each matrix.</summary>
        public Tensor matrix_exp() => Ops.MatrixExp.Call(this);

        /// <summary>The Cholesky factor of each matrix.</summary>
        public Tensor cholesky(bool upper = false) => Ops.Cholesky.Call(this, upper);

        /// <summary>The inverse of a matrix from its Cholesky factor.</summary>
        public Tensor cholesky_inverse(bool upper = false) => Ops.CholeskyInverse.Call(this, upper);

        /// <summary>The solution X of A X = this, from the Cholesky factor of A.</summary>
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Ops.CholeskySolve.Call(this, input2, upper);
    }
}

file static class Ops
{
    internal static readonly Operator Addbmm = Operator.Get("aten::addbmm");
    internal static readonly Operator Addmm = Operator.Get("aten::addmm");
    internal static readonly Operator AddmmInPlace = Operator.Get("aten::addmm_");
    internal static readonly Operator Addmv = Operator.Get("aten::addmv");
    internal static readonly Operator Addr = Operator.Get("aten::addr");
    internal static readonly Operator Baddbmm = Operator.Get("aten::baddbmm");
    internal static readonly Operator Bmm = Operator.Get("aten::bmm");
    internal static readonly Operator Cholesky = Operator.Get("aten::linalg_cholesky"); // aten::cholesky is gone from newer versions
    internal static readonly Operator CholeskyInverse = Operator.Get("aten::cholesky_inverse");
    internal static readonly Operator CholeskySolve = Operator.Get("aten::cholesky_solve");
    internal static readonly Operator Det = Operator.Get("aten::det");
    internal static readonly Operator Dot = Operator.Get("aten::dot");
    internal static readonly Operator Inner = Operator.Get("aten::inner");
    internal static readonly Operator Inverse = Operator.Get("aten::inverse");
    internal static readonly Operator Kron = Operator.Get("aten::kron");
    internal static readonly Operator LinalgPinv = Operator.Get("aten::linalg_pinv");
    internal static readonly Operator Logdet = Operator.Get("aten::logdet");
    internal static readonly Operator Matmul = Operator.Get("aten::matmul");
    internal static readonly Operator MatrixExp = Operator.Get("aten::matrix_exp");
    internal static readonly Operator MatrixPower = Operator.Get("aten::matrix_power");
    internal static readonly Operator Mm = Operator.Get("aten::mm");
    internal static readonly Operator Mv = Operator.Get("aten::mv");
    internal static readonly Operator Outer = Operator.Get("aten::outer");
    internal static readonly Operator Tensordot = Operator.Get("aten::tensordot");
    internal static readonly Operator Trace = Operator.Get("aten::trace");
    internal static readonly Operator Vdot = Operator.Get("aten::vdot");
}
