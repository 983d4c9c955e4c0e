using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>-log softmax(input) at the target's class.</summary>
            /// <param name="input">N x C x ..., logits.</param>
            /// <param name="target">N x ..., classes (64-bit integers); or N x C x ..., probabilities.</param>
            /// <param name="weight">Weight per class.</param>
            /// <param name="ignore_index">A class that does not count.</param>
            /// <param name="reduction">What becomes of the elements.</param>
            /// <param name="label_smoothing">Share of the probability that is spread over all classes, in [0,1].</param>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean,
                double label_smoothing = 0) =>
                Ops.CrossEntropyLoss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Minus the input at the target's class; the input is N x C x ..., log-probabilities.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Ops.NllLossNd.Call(input, target, weight, (long)reduction);

            /// <summary>target (log target - input): the divergence from the input's distribution, given as log-probabilities.</summary>
            /// <param name="input">Log-probabilities.</param>
            /// <param name="target">Log-probabilities too, or probabilities when not <paramref name="log_target"/>.</param>
            /// <param name="log_target">Whether the target is given as its logarithm. True by default, unlike in PyTorch.</param>
            /// <param name="reduction">What becomes of the elements; Mean divides by their number.</param>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Ops.KlDiv.Call(input, target, (long)reduction, log_target);

            /// <summary>Cross-entropy of a probability against a target in [0,1].</summary>
            public static Tensor binary_cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Ops.BinaryCrossEntropy.Call(input, target, weight, (long)reduction);
        }
    }
}

file static class Ops
{
    internal static readonly Operator BinaryCrossEntropy = Operator.Get("aten::binary_cross_entropy");
    internal static readonly Operator CrossEntropyLoss = Operator.Get("aten::cross_entropy_loss");
    internal static readonly Operator KlDiv = Operator.Get("aten::kl_div");
    internal static readonly Operator NllLossNd = Operator.Get("aten::nll_loss_nd");
}
