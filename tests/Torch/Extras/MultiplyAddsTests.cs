using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>Multiply-adds of single operators, counted by hand.</summary>
public class MultiplyAddsTests
{
    [Fact]
    public void Convolutions_count_each_weight_for_each_place_that_it_meets()
    {
        // 5 x 5 places, 3 x 3 weights of 4 / 2 channels, 6 filters.
        Assert.Equal(5 * 5 * 3 * 3 * 2 * 6, Count(() => nn.functional.conv2d(zeros([1, 4, 5, 5]), zeros([6, 2, 3, 3]), padding: [1, 1], groups: 2)));

        // Every one of 3 x 7 x 7 inputs meets 6 filters of 4 x 4.
        Assert.Equal(3 * 7 * 7 * 6 * 4 * 4, Count(() => nn.functional.conv_transpose2d(zeros([1, 3, 7, 7]), zeros([3, 6, 4, 4]), strides: [2, 2])));
    }

    [Fact]
    public void Products_count_rows_times_inner_times_columns()
    {
        Assert.Equal(10 * 3 * 4, Count(() => nn.functional.linear(zeros([2, 5, 3]), zeros([4, 3]), zeros(4))));
        Assert.Equal(7 * 2 * 3 * 4, Count(() => zeros([7, 2, 3]).matmul(zeros([7, 3, 4]))));
        Assert.Equal(2 * 3, Count(() => zeros([2, 3]).mv(zeros(3))));
    }

    [Fact]
    public void Attention_counts_its_scores_and_their_use()
    {
        var (query, key, value) = (zeros([2, 3, 5, 8]), zeros([2, 3, 7, 8]), zeros([2, 3, 7, 4]));
        Assert.Equal(2 * 3 * 5 * 7 * (8 + 4), Count(() => nn.functional.scaled_dot_product_attention(query, key, value)));
    }

    [Fact]
    public void What_grows_with_the_elements_alone_counts_nothing_nor_does_another_thread()
    {
        Assert.Equal(0, Count(() => (zeros([4, 4]) * 2).softmax(-1).sum()));
        Assert.Equal(0, Count(() =>
        {
            var other = new Thread(() => zeros([4, 4]).matmul(zeros([4, 4])).Dispose());
            other.Start();
            other.Join();
            return zeros(1);
        }));
    }

    private static long Count(Func<Tensor> compute)
    {
        using var scope = NewDisposeScope();
        using var counter = new MultiplyAdds();
        compute();
        return counter.Total;
    }
}
