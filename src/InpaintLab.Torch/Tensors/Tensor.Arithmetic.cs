namespace TorchSharp;

public static partial class torch
{
    /// <content>The arithmetic operators of C#.</content>
    public partial class Tensor
    {
        /// <summary>Elementwise negation.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>Elementwise sum.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Elementwise sum with a number.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>Elementwise sum of a number with the elements.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <summary>Elementwise sum with a number.</summary>
        public static Tensor operator +(Tensor left, int right) => left.add((Scalar)right);

        /// <summary>Elementwise sum of a number with the elements.</summary>
        public static Tensor operator +(int left, Tensor right) => right.add((Scalar)left);

        /// <summary>Elementwise sum with a number.</summary>
        public static Tensor operator +(Tensor left, long right) => left.add((Scalar)right);

        /// <summary>Elementwise sum of a number with the elements.</summary>
        public static Tensor operator +(long left, Tensor right) => right.add((Scalar)left);

        /// <summary>Elementwise sum with a number.</summary>
        public static Tensor operator +(Tensor left, float right) => left.add((Scalar)right);

        /// <summary>Elementwise sum of a number with the elements.</summary>
        public static Tensor operator +(float left, Tensor right) => right.add((Scalar)left);

        /// <summary>Elementwise sum with a number.</summary>
        public static Tensor operator +(Tensor left, double right) => left.add((Scalar)right);

        /// <summary>Elementwise sum of a number with the elements.</summary>
        public static Tensor operator +(double left, Tensor right) => right.add((Scalar)left);

        /// <summary>Elementwise difference.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Elementwise difference with a number.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>Elementwise difference of a number with the elements.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => ReverseSubtract(right, left);

        /// <summary>Elementwise difference with a number.</summary>
        public static Tensor operator -(Tensor left, int right) => left.sub((Scalar)right);

        /// <summary>Elementwise difference of a number with the elements.</summary>
        public static Tensor operator -(int left, Tensor right) => ReverseSubtract(right, (Scalar)left);

        /// <summary>Elementwise difference with a number.</summary>
        public static Tensor operator -(Tensor left, long right) => left.sub((Scalar)right);

        /// <summary>Elementwise difference of a number with the elements.</summary>
        public static Tensor operator -(long left, Tensor right) => ReverseSubtract(right, (Scalar)left);

        /// <summary>Elementwise difference with a number.</summary>
        public static Tensor operator -(Tensor left, float right) => left.sub((Scalar)right);

        /// <summary>Elementwise difference of a number with the elements.</summary>
        public static Tensor operator -(float left, Tensor right) => ReverseSubtract(right, (Scalar)left);

        /// <summary>Elementwise difference with a number.</summary>
        public static Tensor operator -(Tensor left, double right) => left.sub((Scalar)right);

        /// <summary>Elementwise difference of a number with the elements.</summary>
        public static Tensor operator -(double left, Tensor right) => ReverseSubtract(right, (Scalar)left);

        /// <summary>Elementwise product.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Elementwise product with a number.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>Elementwise product of a number with the elements.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>Elementwise product with a number.</summary>
        public static Tensor operator *(Tensor left, int right) => left.mul((Scalar)right);

        /// <summary>Elementwise product of a number with the elements.</summary>
        public static Tensor operator *(int left, Tensor right) => right.mul((Scalar)left);

        /// <summary>Elementwise product with a number.</summary>
        public static Tensor operator *(Tensor left, long right) => left.mul((Scalar)right);

        /// <summary>Elementwise product of a number with the elements.</summary>
        public static Tensor operator *(long left, Tensor right) => right.mul((Scalar)left);

        /// <summary>Elementwise product with a number.</summary>
        public static Tensor operator *(Tensor left, float right) => left.mul((Scalar)right);

        /// <summary>Elementwise product of a number with the elements.</summary>
        public static Tensor operator *(float left, Tensor right) => right.mul((Scalar)left);

        /// <summary>Elementwise product with a number.</summary>
        public static Tensor operator *(Tensor left, double right) => left.mul((Scalar)right);

        /// <summary>Elementwise product of a number with the elements.</summary>
        public static Tensor operator *(double left, Tensor right) => right.mul((Scalar)left);

        /// <summary>Elementwise quotient.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Elementwise quotient with a number.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>Elementwise quotient of a number with the elements.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().MultipliedBy(left);

        /// <summary>Elementwise quotient with a number.</summary>
        public static Tensor operator /(Tensor left, int right) => left.div((Scalar)right);

        /// <summary>Elementwise quotient of a number with the elements.</summary>
        public static Tensor operator /(int left, Tensor right) => right.reciprocal().MultipliedBy((Scalar)left);

        /// <summary>Elementwise quotient with a number.</summary>
        public static Tensor operator /(Tensor left, long right) => left.div((Scalar)right);

        /// <summary>Elementwise quotient of a number with the elements.</summary>
        public static Tensor operator /(long left, Tensor right) => right.reciprocal().MultipliedBy((Scalar)left);

        /// <summary>Elementwise quotient with a number.</summary>
        public static Tensor operator /(Tensor left, float right) => left.div((Scalar)right);

        /// <summary>Elementwise quotient of a number with the elements.</summary>
        public static Tensor operator /(float left, Tensor right) => right.reciprocal().MultipliedBy((Scalar)left);

        /// <summary>Elementwise quotient with a number.</summary>
        public static Tensor operator /(Tensor left, double right) => left.div((Scalar)right);

        /// <summary>Elementwise quotient of a number with the elements.</summary>
        public static Tensor operator /(double left, Tensor right) => right.reciprocal().MultipliedBy((Scalar)left);

        private static Tensor ReverseSubtract(Tensor tensor, Scalar scalar) => RsubOp.Call(tensor, scalar);

        // Consumes the temporary it is called on.
        private Tensor MultipliedBy(Scalar scalar)
        {
            using (this)
                return mul(scalar);
        }

        private static readonly InpaintLab.Torch.Interop.Operator RsubOp = InpaintLab.Torch.Interop.Operator.Get("aten::rsub", "Scalar");
    }
}
