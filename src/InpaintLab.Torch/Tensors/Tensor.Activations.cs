using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Activation functions, element by element but for those over a dimension.</content>
    public partial class Tensor
    {
        /// <summary>max(0, x).</summary>
        public Tensor relu() => Ops.Relu.Call(this);

        /// <summary>max(0, x) in place.</summary>
        public Tensor relu_() => InPlace(Ops.ReluInPlace);

        /// <summary>Limits to [0, 6].</summary>
        public Tensor relu6() => Ops.Relu6.Call(this);

        /// <summary>x where positive, else negative_slope * x.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Ops.LeakyRelu.Call(this, negative_slope);

        /// <summary>x where positive, else negative_slope * x, in place.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) => InPlace(Ops.LeakyReluInPlace, negative_slope);

        /// <summary>x where positive, else x times the learnt slope.</summary>
        public Tensor prelu(Tensor target) => Ops.Prelu.Call(this, target);

        /// <summary>x where positive, else alpha (exp(x) - 1).</summary>
        public Tensor elu(double alpha = 1) => Ops.Elu.Call(this, alpha);

        /// <summary>The scaled exponential linear unit (arXiv:1706.02515).</summary>
        public Tensor selu() => Ops.Selu.Call(this);

        /// <summary>max(0, x) + min(0, alpha (exp(x / alpha) - 1)) (arXiv:1704.07483).</summary>
        public Tensor celu(Scalar alpha) => Ops.Celu.Call(this, alpha);

        /// <summary>x Phi(x), with the exact normal distribution function (arXiv:1606.08415).</summary>
        public Tensor gelu() => Ops.Gelu.Call(this);

        /// <summary>x sigmoid(x).</summary>
        public Tensor silu() => Ops.Silu.Call(this);

        /// <summary>x sigmoid(x) in place.</summary>
        public Tensor silu_() => InPlace(Ops.SiluInPlace);

        /// <summary>Logistic function, into (0, 1).</summary>
        public Tensor sigmoid() => Ops.Sigmoid.Call(this);

        /// <summary>Logistic function in place.</summary>
        public Tensor sigmoid_() => InPlace(Ops.SigmoidInPlace);

        /// <summary>The logarithm of the logistic function.</summary>
        public Tensor log_sigmoid() => Ops.LogSigmoid.Call(this);

        /// <summary>log(1 + exp(beta x)) / beta, and x itself where beta x is above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Ops.Softplus.Call(this, beta, threshold);

        /// <summary>Limits to [min, max].</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Ops.Hardtanh.Call(this, min, max);

        /// <summary>relu6(x + 3) / 6.</summary>
        public Tensor hardsigmoid() => Ops.Hardsigmoid.Call(this);

        /// <summary>x relu6(x + 3) / 6.</summary>
        public Tensor hardswish() => Ops.Hardswish.Call(this);

        /// <summary>The first half times the logistic function of the second half along dim.</summary>
        public Tensor glu(long dim = -1) => Ops.Glu.Call(this, dim);

        /// <summary>exp over its sum along dim.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.SoftmaxInt.Call(this, dim, dtype);

        /// <summary>The logarithm of softmax.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.LogSoftmaxInt.Call(this, dim, dtype);
    }
}

file static class Ops
{
    internal static readonly Operator Celu = Operator.Get("aten::celu");
    internal static readonly Operator Elu = Operator.Get("aten::elu");
    internal static readonly Operator Gelu = Operator.Get("aten::gelu");
    internal static readonly Operator Glu = Operator.Get("aten::glu");
    internal static readonly Operator Hardsigmoid = Operator.Get("aten::hardsigmoid");
    internal static readonly Operator Hardswish = Operator.Get("aten::hardswish");
    internal static readonly Operator Hardtanh = Operator.Get("aten::hardtanh");
    internal static readonly Operator LeakyRelu = Operator.Get("aten::leaky_relu");
    internal static readonly Operator LeakyReluInPlace = Operator.Get("aten::leaky_relu_");
    internal static readonly Operator LogSigmoid = Operator.Get("aten::log_sigmoid");
    internal static readonly Operator LogSoftmaxInt = Operator.Get("aten::log_softmax", "int");
    internal static readonly Operator Prelu = Operator.Get("aten::prelu");
    internal static readonly Operator Relu = Operator.Get("aten::relu");
    internal static readonly Operator Relu6 = Operator.Get("aten::relu6");
    internal static readonly Operator ReluInPlace = Operator.Get("aten::relu_");
    internal static readonly Operator Selu = Operator.Get("aten::selu");
    internal static readonly Operator Sigmoid = Operator.Get("aten::sigmoid");
    internal static readonly Operator SigmoidInPlace = Operator.Get("aten::sigmoid_");
    internal static readonly Operator Silu = Operator.Get("aten::silu");
    internal static readonly Operator SiluInPlace = Operator.Get("aten::silu_");
    internal static readonly Operator SoftmaxInt = Operator.Get("aten::softmax", "int");
    internal static readonly Operator Softplus = Operator.Get("aten::softplus");
}
