using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // Absent before libtorch 2.0.
            private static readonly Operator? FusedAttention =
                Operator.Exists("aten::scaled_dot_product_attention") ? Operator.Get("aten::scaled_dot_product_attention") : null;

            private static readonly Operator CpuAttention = Operator.Get("inpaintlab::attention");

            /// <summary>
            /// softmax(query key^T / sqrt(E) + mask) value (arXiv:1706.03762), by libtorch's fused kernel where it has one.
            /// </summary>
            /// <param name="query">... x L x E.</param>
            /// <param name="key">... x S x E.</param>
            /// <param name="value">... x S x V.</param>
            /// <param name="attn_mask">Broadcast to ... x L x S: added to the scores, or as bool true where attention is allowed.</param>
            /// <param name="p">Probability of dropping a weight.</param>
            /// <param name="is_casual">Whether a position sees only itself and earlier ones.</param>
            /// <returns>... x L x V.</returns>
            /// <exception cref="ArgumentException">Both a mask and is_casual.</exception>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (attn_mask is not null && is_casual)
                    throw new ArgumentException("expected either attn_mask or is_casual; received both");
                if (p == 0 && !is_casual && IsForCpuKernel(query, key, value, attn_mask))
                    return CpuAttention.Call(query, key, value, attn_mask);
                return FusedAttention?.Call(query, key, value, attn_mask, p, is_casual)
                    ?? ComposedAttention(query, key, value, attn_mask, p, is_casual);
            }

            // What our own kernel takes: single precision, samples and heads, a bias for each head or none. Without a bias libtorch's own
            // kernel, where there is one, is quicker; with one that is learned it has none.
            private static bool IsForCpuKernel(Tensor query, Tensor key, Tensor value, Tensor? mask) =>
                (FusedAttention is null || mask is not null)
                && query is { device_type: DeviceType.CPU, dtype: ScalarType.Float32 }
                    && key.dtype == ScalarType.Float32
                    && value.dtype == ScalarType.Float32
                && query.shape is [var samples, var heads, var count, _] && key.shape is [var keySamples, var keyHeads, var keys, _]
                && (keySamples, keyHeads) == (samples, heads) && value.shape is [_, _, _, _]
                && (mask is null || (mask.dtype == ScalarType.Float32 && mask.shape.AsSpan().SequenceEqual([heads, count, keys])));

            // The scale is split over both factors, as libtorch's own composition does: in half precision the product stays in range.
            private static Tensor ComposedAttention(Tensor query, Tensor key, Tensor value, Tensor? mask, double p, bool causal)
            {
                using var scope = NewDisposeScope();
                var scale = Math.Sqrt(1 / Math.Sqrt(query.shape[^1]));
                var scores = (query * scale).matmul((key * scale).transpose(-2, -1));
                if (causal)
                    mask = ones([query.shape[^2], key.shape[^2]], ScalarType.Bool, query.device).tril();
                if (mask?.dtype == ScalarType.Bool)
                    scores = scores.masked_fill(mask.logical_not(), double.NegativeInfinity);
                else if (mask is not null)
                    scores += mask;
                var weights = dropout(softmax(scores, -1), p, training: p > 0);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
