using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>The cases of layout, indexing and joining of tests/Parity/nn/operators_golden.py, outputs in its order.</summary>
internal static class ArrangementCases
{
    private static readonly TensorIndex All3 = TensorIndex.Colon;

    internal static readonly Dictionary<string, Func<Tensor[], Tensor[]>> All = new()
    {
        ["layout"] = x =>
        [
            x[0].roll(1), x[0].roll(1, 2), x[0].roll([1, 2], [0, 2]), x[0].flip(0, 2), x[0].fliplr(), x[0].flipud(), x[0].rot90(1, (1, 2)),
            x[0].movedim([0, 1], [2, 0]), x[0].tile(2, 1, 1), x[0].repeat_interleave(2, 1), x[0].swapaxes(0, 2), x[0].ravel(),
            x[0].unflatten(2, [2, 2]), x[0].diagonal(1, 1, 2), x[0].diff(1, 2), .. x[0].unbind(), .. x[0].split(2, 1),
            .. x[0].tensor_split(3L, 2), x[0][0].t(), x[0][0].diag(), x[0][0].diag_embed(), x[0][0, 0].diagflat(),
            x[0].as_strided([2, 2], [4, 1], 1), x[0].mT, x[0][0].T,
        ],
        ["brackets"] = x =>
        [
            x[0][1], x[0][TensorIndex.Ellipsis, 1], x[0][TensorIndex.Colon, TensorIndex.None, 1..], x[0][0, 1, 2],
            x[0][TensorIndex.Colon, TensorIndex.Tensor(x[1])], x[0][TensorIndex.Tensor(x[1] - 1), TensorIndex.Colon, TensorIndex.Tensor(x[1])],
            x[0][TensorIndex.Colon, TensorIndex.Slice(step: 2), ^1], x[0][TensorIndex.Tensor(x[0].gt(0))], x[0][TensorIndex.Ellipsis, 1..3],
            x[0][1, TensorIndex.Tensor(x[0][1].gt(0))], x[0][^1..], x[0][TensorIndex.Bool(true)],
        ],
        ["indexing"] = x =>
        [
            x[0].index_select(1, x[1]), x[0].index_add(1, x[1], x[0][All3, ..2], 2), x[0].index_copy(1, x[1], x[0][All3, 1..]),
            x[0].index_fill(1, x[1], 0.5), x[0].gather(2, tensor(new long[] { 0, 3, 1, 1, 2, 0 }, [1, 3, 2]).expand(2, 3, 2)),
            x[0].scatter(1, Rows(), x[0][All3, ..1]), x[0].scatter_add(1, Rows(), x[0][All3, ..1]), x[0].take(x[1]),
            x[0].take_along_dim(x[0].argsort(1), 1), x[0].select_scatter(x[0][All3, 0], 1, 2), x[0].slice_scatter(x[0][All3, ..2], 1, 1, 3),
            x[0].masked_fill(x[0].gt(0), 2), x[0].masked_select(x[0].gt(0)), x[0].masked_scatter(x[0].gt(0), x[0] * 2),
            where(x[0].gt(0), x[0], x[0] * 3), x[0].tril(1), x[0].triu(-1), x[0].nonzero(), x[0].count_nonzero([0, 2]),
        ],
        ["joining"] = x =>
        [
            hstack(x[0], x[0]), vstack(x[0], x[0]), dstack(x[0], x[0]), column_stack(x[0][0], x[0][1]), block_diag(x[0], x[0][..2]),
            .. meshgrid([x[0][0], x[0][1]], "xy"), .. broadcast_tensors(x[0], x[0][0]), einsum("ij,kj->ik", x[0], x[0]),
            cdist(x[0], x[0][..2] + 1, 1), searchsorted(tensor(new[] { -1.0, 0, 1 }), x[0].detach(), right: true),
        ],
    };

    private static Tensor Rows() => tensor(new long[] { 2, 1, 0, 0 }, [1, 1, 4]).expand(2, 1, 4);
}
