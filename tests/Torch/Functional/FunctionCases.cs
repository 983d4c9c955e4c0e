using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>The cases of nn.functional of tests/Parity/nn/operators_golden.py, outputs in its order.</summary>
internal static class FunctionCases
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor[]>> All = new()
    {
        ["sampling"] = x =>
        [
            affine_grid(x[1], [1, 2, 3, 4]), grid_sample(x[0], affine_grid(x[1], [1, 2, 3, 4]), align_corners: false),
            grid_sample(
                x[0], affine_grid(x[1] * 1.7, [1, 2, 3, 4], true), padding_mode: GridSamplePaddingMode.Reflection, align_corners: true),
            grid_sample(x[0], affine_grid(x[1] * 1.7, [1, 2, 3, 4]), GridSampleMode.Nearest, GridSamplePaddingMode.Border),
        ],
        ["pooling"] = x =>
        {
            var (most, places) = max_pool2d_with_indices(x[0], [2, 2], [1, 2]);
            var (adaptive, adaptivePlaces) = adaptive_max_pool2d_with_indices(x[0], [2, 3]);
            var (pooled, indices) = max_pool2d_with_indices(x[0], [2, 2]);
            return
            [
                avg_pool2d(x[0], (2, 3), (1, 2), (1, 1), ceil_mode: true, count_include_pad: false), avg_pool2d(x[0], 2, divisor_override: 3),
                most, places, adaptive, adaptivePlaces, max_unpool2d(pooled, indices, [2, 2], output_size: [4, 5]),
                lp_pool2d(x[0].abs() + 1, 3, 2), local_response_norm(x[0], 2, 0.1), softmax2d(x[0]), x[0].channel_shuffle(2),
            ];
        },
        ["sequences"] = x =>
        {
            var (most, places) = max_pool1d_with_indices(x[0], 3, 2);
            var (adaptive, adaptivePlaces) = adaptive_max_pool1d_with_indices(x[0], 3);
            return
            [
                conv1d(x[0], x[1], stride: 2, padding: 1, dilation: 2), conv1d_padding(x[0], x[1], padding: Padding.Same),
                conv_transpose1d(x[0], x[1].transpose(0, 1), stride: 2, output_padding: 1), avg_pool1d(x[0], 3, 2, 1, true, false), most,
                places, adaptive_avg_pool1d(x[0], 3), adaptive, adaptivePlaces, interpolate(x[0], [5]),
                interpolate(x[0], scale_factor: [1.5], mode: InterpolationMode.Linear),
            ];
        },
        ["volumes"] = x =>
        [
            interpolate(x[0], [3, 4, 5]), interpolate(x[0], scale_factor: [2], mode: InterpolationMode.Trilinear, align_corners: true),
            interpolate(x[0], [2, 2, 2], mode: InterpolationMode.Area),
        ],
        ["class_losses"] = x =>
        [
            cross_entropy(x[0], x[1]), cross_entropy(x[0], x[1], x[0][0].detach().abs(), 0, Reduction.Sum, 0.2),
            nll_loss(x[0].log_softmax(1), x[1]),
        ],
        ["losses"] = x =>
        [
            kl_div(x[0].log_softmax(1), x[1].log_softmax(1)), kl_div(x[0].log_softmax(1), x[1].softmax(1), false, Reduction.Sum),
            binary_cross_entropy(x[0].sigmoid(), x[1].sigmoid()), huber_loss(x[0], x[1], 0.5), cosine_similarity(x[0], x[1]),
            pairwise_distance(x[0], x[1], 3),
        ],
        ["margin_losses"] = x =>
        [
            margin_ranking_loss(First(x[0]), First(x[1]), x[3], 0.5), hinge_embedding_loss(First(x[0]), x[3], 1),
            soft_margin_loss(First(x[0]), x[3]), cosine_embedding_loss(x[0], x[1], x[3], 0.1),
            triplet_margin_loss(x[0], x[1], x[2], 0.7, swap: true),
        ],
        ["attention"] = x =>
        [
            scaled_dot_product_attention(x[0], x[1], x[2]) + (x[3].sum() * 0), scaled_dot_product_attention(x[0], x[1], x[2], x[3]),
            scaled_dot_product_attention(x[0], x[1], x[2], x[3].ge(-0.5)), scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true),
        ],
    };

    private static Tensor First(Tensor rows) => rows.select(1, 0);
}
