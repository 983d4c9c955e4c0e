using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The scaled exponential linear unit (arXiv:1706.02515).</summary>
            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? InPlace(x, Ops.SeluInPlace) : Ops.Selu.Call(x);

            /// <summary>max(0, x) + min(0, alpha (exp(x / alpha) - 1)) (arXiv:1704.07483).</summary>
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? InPlace(x, Ops.CeluInPlace, alpha) : Ops.Celu.Call(x, alpha);

            /// <summary>x tanh(softplus(x)) (arXiv:1908.08681).</summary>
            public static Tensor mish(Tensor x, bool inplace = false) => inplace ? InPlace(x, Ops.MishInPlace) : Ops.Mish.Call(x);

            /// <summary>The logarithm of the logistic function.</summary>
            public static Tensor logsigmoid(Tensor x) => Ops.LogSigmoid.Call(x);

            /// <summary>The first half times the logistic function of the second half along dim (arXiv:1612.08083).</summary>
            public static Tensor glu(Tensor input, long dim = -1) => Ops.Glu.Call(input, dim);

            /// <summary>x / (1 + |x|).</summary>
            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var scope = NewDisposeScope();
                var divisor = x.abs().add_(1);
                return inplace ? x.div_(divisor).alias().MoveToOuterDisposeScope() : x.div(divisor).MoveToOuterDisposeScope();
            }

            /// <summary>x - tanh(x).</summary>
            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var scope = NewDisposeScope();
                var tanh = x.tanh();
                return inplace ? x.sub_(tanh).alias().MoveToOuterDisposeScope() : x.sub(tanh).MoveToOuterDisposeScope();
            }

            /// <summary>softmax of -x.</summary>
            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = x.neg();
                return softmax(negative, dim);
            }

            /// <summary>softmax over the channels of C x H x W or N x C x H x W.</summary>
            public static Tensor softmax2d(Tensor x) => softmax(x, -3);
        }
    }
}

file static class Ops
{
    internal static readonly Operator Celu = Operator.Get("aten::celu");
    internal static readonly Operator CeluInPlace = Operator.Get("aten::celu_");
    internal static readonly Operator Glu = Operator.Get("aten::glu");
    internal static readonly Operator LogSigmoid = Operator.Get("aten::log_sigmoid");
    internal static readonly Operator Mish = Operator.Get("aten::mish");
    internal static readonly Operator MishInPlace = Operator.Get("aten::mish_");
    internal static readonly Operator Selu = Operator.Get("aten::selu");
    internal static readonly Operator SeluInPlace = Operator.Get("aten::selu_");
}
