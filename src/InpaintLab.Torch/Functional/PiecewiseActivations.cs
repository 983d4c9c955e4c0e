using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Limits to [0, 6].</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? InPlace(x, Ops.Relu6InPlace) : Ops.Relu6.Call(x);

            /// <summary>Limits to [min_val, max_val].</summary>
            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false)
            {
                if (!inplace)
                    return Ops.Hardtanh.Call(x, min_val, max_val);
                Ops.HardtanhInPlace.CallVoid(x, min_val, max_val);
                return x.alias();
            }

            /// <summary>relu6(x + 3) / 6.</summary>
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? InPlace(input, Ops.HardsigmoidInPlace) : Ops.Hardsigmoid.Call(input);

            /// <summary>x relu6(x + 3) / 6 (arXiv:1905.02244).</summary>
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? InPlace(input, Ops.HardswishInPlace) : Ops.Hardswish.Call(input);

            /// <summary>0 within lambda of 0, x elsewhere.</summary>
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Ops.Hardshrink.Call(x, lambda);

            /// <summary>x moved by lambda towards 0, at most to it.</summary>
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Ops.Softshrink.Call(x, lambda);

            /// <summary>x above the threshold, else a value.</summary>
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false)
            {
                if (!inplace)
                    return Ops.Threshold.Call(x, threshold, value);
                Ops.ThresholdInPlace.CallVoid(x, threshold, value);
                return x.alias();
            }

            /// <summary>x where positive, else x times the learnt slope: one number, or one per channel (arXiv:1502.01852).</summary>
            public static Tensor prelu(Tensor input, Tensor weight) => Ops.Prelu.Call(input, weight);
        }
    }
}

file static class Ops
{
    internal static readonly Operator Hardshrink = Operator.Get("aten::hardshrink");
    internal static readonly Operator Hardsigmoid = Operator.Get("aten::hardsigmoid");
    internal static readonly Operator HardsigmoidInPlace = Operator.Get("aten::hardsigmoid_");
    internal static readonly Operator Hardswish = Operator.Get("aten::hardswish");
    internal static readonly Operator HardswishInPlace = Operator.Get("aten::hardswish_");
    internal static readonly Operator Hardtanh = Operator.Get("aten::hardtanh");
    internal static readonly Operator HardtanhInPlace = Operator.Get("aten::hardtanh_");
    internal static readonly Operator Prelu = Operator.Get("aten::prelu");
    internal static readonly Operator Relu6 = Operator.Get("aten::relu6");
    internal static readonly Operator Relu6InPlace = Operator.Get("aten::relu6_");
    internal static readonly Operator Softshrink = Operator.Get("aten::softshrink");
    internal static readonly Operator Threshold = Operator.Get("aten::threshold");
    internal static readonly Operator ThresholdInPlace = Operator.Get("aten::threshold_");
}
