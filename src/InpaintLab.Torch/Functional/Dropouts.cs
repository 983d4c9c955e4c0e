using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Sets whole channels of N x C x L to 0 with probability p and scales the others by 1/(1-p).</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                FeatureDropout(input, 3, p, training, inplace);

            /// <summary>Sets whole channels of N x C x H x W to 0 with probability p and scales the others by 1/(1-p).</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                FeatureDropout(input, 4, p, training, inplace);

            /// <summary>Dropout that keeps mean and variance under SELU (arXiv:1706.02515).</summary>
            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false)
            {
                if (!inplace)
                    return Ops.AlphaDropout.Call(input, p, training);
                Ops.AlphaDropoutInPlace.CallVoid(input, p, training);
                return input.alias();
            }

            private static Tensor FeatureDropout(Tensor input, int dims, double p, bool training, bool inplace)
            {
                if (input.dim() != dims)
                {
                    throw new ArgumentException(
                        $"expected {dims} dimensions, batch and channels first; received {input.dim()}", nameof(input));
                }

                if (!inplace)
                    return Ops.FeatureDropout.Call(input, p, training);
                Ops.FeatureDropoutInPlace.CallVoid(input, p, training);
                return input.alias();
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator AlphaDropout = Operator.Get("aten::alpha_dropout");
    internal static readonly Operator AlphaDropoutInPlace = Operator.Get("aten::alpha_dropout_");
    internal static readonly Operator FeatureDropout = Operator.Get("aten::feature_dropout");
    internal static readonly Operator FeatureDropoutInPlace = Operator.Get("aten::feature_dropout_");
}
