using InpaintLab.Torch;
using InpaintLab.Torch.Interop;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>softmax(query key' / sqrt(E) + attn_mask) value by libtorch's best kernel; asks for <see cref="FusedAttention"/>.</summary>
                /// <param name="query">N x H x L x E.</param>
                /// <param name="key">N x H x S x E.</param>
                /// <param name="value">N x H x S x Ev.</param>
                /// <param name="attn_mask">Added to the scores, broadcast to N x H x L x S.</param>
                /// <param name="p">Probability of dropping a weight, in evaluation too.</param>
                /// <param name="is_casual">Whether tokens see earlier ones only.</param>
                /// <returns>N x H x L x Ev.</returns>
                /// <exception cref="NotSupportedException">This libtorch has none (before 2.0).</exception>
                public static Tensor scaled_dot_product_attention(
                    Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
                {
                    if (FusedAttention.Op is not { } op)
                        throw new NotSupportedException($"libtorch {LibTorch.Version} has no scaled_dot_product_attention; 2.0 and newer have");
                    return op.Call(query, key, value, attn_mask, p, is_casual);
                }
            }
        }
    }
}

namespace InpaintLab.Torch
{
    /// <summary>Whether this libtorch computes attention in one operator. TorchSharp has no counterpart.</summary>
    public static class FusedAttention
    {
        private const string Name = "aten::scaled_dot_product_attention";

        /// <summary>True from libtorch 2.0 on.</summary>
        public static bool IsAvailable => Op is not null;

        internal static Operator? Op { get; } = Operator.Exists(Name) ? Operator.Get(Name) : null;
    }
}
