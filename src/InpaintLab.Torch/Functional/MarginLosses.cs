using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>(input - target)^2 / 2 below delta, delta (|input - target| - delta / 2) above.</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Ops.HuberLoss.Call(input, target, (long)reduction, delta);

            /// <summary>max(0, margin - target (input1 - input2)); the target is 1 or -1.</summary>
            public static Tensor margin_ranking_loss(
                Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                Ops.MarginRankingLoss.Call(input1, input2, target, margin, (long)reduction);

            /// <summary>The input where the target is 1, max(0, margin - input) where it is -1.</summary>
            public static Tensor hinge_embedding_loss(
                Tensor input, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                Ops.HingeEmbeddingLoss.Call(input, target, margin, (long)reduction);

            /// <summary>log(1 + exp(-target input)); the target is 1 or -1.</summary>
            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Ops.SoftMarginLoss.Call(input, target, (long)reduction);

            /// <summary>1 - cosine where the target is 1, max(0, cosine - margin) where it is -1.</summary>
            public static Tensor cosine_embedding_loss(
                Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
                Ops.CosineEmbeddingLoss.Call(input1, input2, target, margin, (long)reduction);

            /// <summary>max(0, |anchor - positive| - |anchor - negative| + margin) in the p-norm.</summary>
            /// <param name="anchor">N x D.</param>
            /// <param name="positive">N x D, to be near.</param>
            /// <param name="negative">N x D, to be far.</param>
            /// <param name="margin">How much farther.</param>
            /// <param name="p">The norm.</param>
            /// <param name="eps">Added to the differences.</param>
            /// <param name="swap">Whether the positive may stand for the anchor where it is nearer to the negative.</param>
            /// <param name="reduction">What becomes of the elements.</param>
            public static Tensor triplet_margin_loss(
                Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, long p = 2, double eps = 1e-6, bool swap = false,
                Reduction reduction = Reduction.Mean) =>
                Ops.TripletMarginLoss.Call(anchor, positive, negative, margin, p, eps, swap, (long)reduction);

            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                Ops.CosineSimilarity.Call(x1, x2, dim, eps);

            /// <summary>The p-norm of the differences over the last dimension.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1e-6, bool keepdim = false) =>
                Ops.PairwiseDistance.Call(input1, input2, p, eps, keepdim);
        }
    }
}

file static class Ops
{
    internal static readonly Operator CosineEmbeddingLoss = Operator.Get("aten::cosine_embedding_loss");
    internal static readonly Operator CosineSimilarity = Operator.Get("aten::cosine_similarity");
    internal static readonly Operator HingeEmbeddingLoss = Operator.Get("aten::hinge_embedding_loss");
    internal static readonly Operator HuberLoss = Operator.Get("aten::huber_loss");
    internal static readonly Operator MarginRankingLoss = Operator.Get("aten::margin_ranking_loss");
    internal static readonly Operator PairwiseDistance = Operator.Get("aten::pairwise_distance");
    internal static readonly Operator SoftMarginLoss = Operator.Get("aten::soft_margin_loss");
    internal static readonly Operator TripletMarginLoss = Operator.Get("aten::triplet_margin_loss");
}
