using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a loss does with its elements.</summary>
        public enum Reduction : long
        {
            /// <summary>Leaves them.</summary>
            None = 0,

            /// <summary>Takes their mean.</summary>
            Mean = 1,

            /// <summary>Adds them up.</summary>
            Sum = 2,
        }

        public static partial class functional
        {
            /// <summary>|input - target|.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Ops.L1.Call(input, target, (long)reduction);

            /// <summary>(input - target)^2.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Ops.Mse.Call(input, target, (long)reduction);

            /// <summary>(input - target)^2 / (2 beta) below beta, |input - target| - beta / 2 above (arXiv:1504.08083).</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Ops.SmoothL1.Call(input, target, (long)reduction, beta);

            /// <summary>Cross-entropy of the probability sigmoid(input) against a target in [0,1].</summary>
            /// <param name="input">Logits of any shape.</param>
            /// <param name="target">Probabilities of the same shape.</param>
            /// <param name="weight">Weight per element, broadcast.</param>
            /// <param name="reduction">What becomes of the elements.</param>
            /// <param name="pos_weights">Weight of the positive class, broadcast.</param>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Ops.BceWithLogits.Call(input, target, weight, pos_weights, (long)reduction);
        }
    }
}

file static class Ops
{
    internal static readonly Operator L1 = Operator.Get("aten::l1_loss");
    internal static readonly Operator Mse = Operator.Get("aten::mse_loss");
    internal static readonly Operator SmoothL1 = Operator.Get("aten::smooth_l1_loss");
    internal static readonly Operator BceWithLogits = Operator.Get("aten::binary_cross_entropy_with_logits");
}
