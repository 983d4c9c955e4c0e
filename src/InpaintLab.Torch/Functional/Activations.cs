using InpaintLab.Torch.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Functions on tensors. Results belong to the current dispose scope; with <c>inplace</c> the result is another handle on the
        /// changed input.
        /// </summary>
        public static partial class functional
        {
            /// <summary>x where positive, else alpha (exp(x) - 1).</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? InPlace(x, Ops.EluInPlace, alpha) : Ops.Elu.Call(x, alpha);

            /// <summary>max(x, 0).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? InPlace(x, Ops.ReluInPlace) : Ops.Relu.Call(x);

            /// <summary>x where positive, else negative_slope x.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? InPlace(input, Ops.LeakyReluInPlace, negative_slope) : Ops.LeakyRelu.Call(input, negative_slope);

            /// <summary>x Phi(x) with the exact normal distribution function Phi (arXiv:1606.08415).</summary>
            public static Tensor gelu(Tensor x) => Ops.Gelu.Call(x);

            /// <inheritdoc cref="gelu(Tensor)"/>
            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            /// <summary>x Phi(x), exactly or with the tanh approximation of Phi (arXiv:1606.08415).</summary>
            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false)
            {
                var name = approximate == Modules.GELU.Approximate.tanh ? "tanh" : "none";
                return inplace ? InPlace(x, Ops.GeluInPlace, name) : Ops.Gelu.Call(x, name);
            }

            /// <summary>1 / (1 + exp(-x)).</summary>
            public static Tensor sigmoid(Tensor x) => Ops.Sigmoid.Call(x);

            /// <inheritdoc cref="sigmoid(Tensor)"/>
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? InPlace(x, Ops.SigmoidInPlace) : sigmoid(x);

            /// <summary>Hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? InPlace(x, Ops.TanhInPlace) : Ops.Tanh.Call(x);

            /// <summary>x sigmoid(x) (arXiv:1702.03118).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? InPlace(x, Ops.SiluInPlace) : Ops.Silu.Call(x);

            /// <summary>log(1 + exp(beta x)) / beta, and x itself where beta x is above the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Ops.Softplus.Call(x, beta, threshold);

            /// <summary>exp(x) over its sum along a dimension; computed in <paramref name="dtype"/> when given.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Ops.Softmax.Call(input, dim, dtype);

            /// <summary>The logarithm of <see cref="softmax"/>.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => Ops.LogSoftmax.Call(x, dim);

            private static Tensor InPlace(Tensor x, Operator op)
            {
                op.CallVoid(x);
                return x.alias();
            }

            private static Tensor InPlace(Tensor x, Operator op, Arg parameter)
            {
                op.CallVoid(x, parameter);
                return x.alias();
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator Elu = Operator.Get("aten::elu");
    internal static readonly Operator EluInPlace = Operator.Get("aten::elu_");
    internal static readonly Operator Relu = Operator.Get("aten::relu");
    internal static readonly Operator ReluInPlace = Operator.Get("aten::relu_");
    internal static readonly Operator LeakyRelu = Operator.Get("aten::leaky_relu");
    internal static readonly Operator LeakyReluInPlace = Operator.Get("aten::leaky_relu_");
    internal static readonly Operator Gelu = Operator.Get("aten::gelu");
    internal static readonly Operator GeluInPlace = Operator.Get("aten::gelu_");
    internal static readonly Operator Sigmoid = Operator.Get("aten::sigmoid");
    internal static readonly Operator SigmoidInPlace = Operator.Get("aten::sigmoid_");
    internal static readonly Operator Tanh = Operator.Get("aten::tanh");
    internal static readonly Operator TanhInPlace = Operator.Get("aten::tanh_");
    internal static readonly Operator Silu = Operator.Get("aten::silu");
    internal static readonly Operator SiluInPlace = Operator.Get("aten::silu_");
    internal static readonly Operator Softplus = Operator.Get("aten::softplus");
    internal static readonly Operator Softmax = Operator.Get("aten::softmax", "int");
    internal static readonly Operator LogSoftmax = Operator.Get("aten::log_softmax", "int");
}
