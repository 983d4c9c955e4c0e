using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>Assignment through brackets, what stays whose, and what is refused. What brackets read is held against PyTorch elsewhere.</summary>
public sealed class BracketTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Assignment_writes_into_the_tensor_and_broadcasts()
    {
        var x = zeros([2, 3]);
        x[0] = tensor(1f);
        x[TensorIndex.Colon, ^1] = tensor(new[] { 5f, 6f });
        x[1, 0] = tensor(7f);
        x[1, 1..2] = ones([1, 1, 1]) * 9;
        Assert.Equal([1f, 1f, 5f, 7f, 9f, 6f], x.data<float>().ToArray());
    }

    [Fact]
    public void Assignment_by_a_mask_or_by_places()
    {
        var x = arange(6, ScalarType.Float32).view(2, 3);
        x[TensorIndex.Tensor(x.gt(3))] = tensor(-1f);
        x[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 0, 1 }))] = zeros([2]);
        Assert.Equal([0f, 0f, 2f, 0f, 0f, -1f], x.data<float>().ToArray());
        x.index_put_(2, TensorIndex.Single(0), TensorIndex.Ellipsis);
        Assert.Equal([2f, 2f, 2f], x[0].data<float>().ToArray());
    }

    [Fact]
    public void Accumulation_adds_where_a_place_is_named_twice()
    {
        var x = zeros([3]);
        x.index_put_(ones([3]), [tensor(new long[] { 1, 1, 2 })], accumulate: true);
        Assert.Equal([0f, 2f, 1f], x.data<float>().ToArray());
        x.index_put_(ones([1]), [1..2], accumulate: true);
        Assert.Equal([0f, 3f, 1f], x.data<float>().ToArray());
    }

    [Fact]
    public void Numbers_and_ranges_give_views_and_tensors_copies()
    {
        var x = zeros([2, 3]);
        x[1].fill_(1);
        x[TensorIndex.Colon, 1..].fill_(2);
        x[TensorIndex.Tensor(tensor(new long[] { 0 }))].fill_(9);
        Assert.Equal([0f, 2f, 2f, 1f, 2f, 2f], x.data<float>().ToArray());
    }

    [Fact]
    public void A_mask_of_two_dimensions_takes_both_before_what_follows()
    {
        var x = arange(12, ScalarType.Float32).view(2, 3, 2);
        var mask = tensor(new[] { true, false, false, false, true, false }, [2, 3]);
        Assert.Equal([1f, 9f], x[TensorIndex.Tensor(mask), 1].data<float>().ToArray());
    }

    [Fact]
    public void Nothing_but_the_result_is_left()
    {
        NnGolden.LeavesNothing(() =>
        {
            using var x = rand([3, 4]);
            using var scope = NewDisposeScope();
            _ = x[1.., TensorIndex.None, TensorIndex.Colon];
            _ = x[TensorIndex.Ellipsis];
            Assert.Equal(2, scope.DisposablesCount);
        });
    }

    [Fact]
    public void A_place_that_does_not_exist_is_refused_with_libtorchs_words()
    {
        var x = zeros([2, 3]);
        Assert.Contains("out of range", Assert.ThrowsAny<TorchException>(() => x[2]).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<TorchException>(() => x[0, 0, 0]);
        Assert.Contains("out of bounds", Assert.ThrowsAny<TorchException>(() => x[TensorIndex.Tensor(tensor(new long[] { 5 }))]).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<TorchException>(() => x.matmul(x));
        Assert.ThrowsAny<TorchException>(() => linalg.inv(zeros([2, 2])));
    }
}
