using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>The fused gate against its definition in libtorch's operators: values, gradients, memory orders, other precisions.</summary>
public sealed class GatingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(MemoryFormat.Contiguous, null)]
    [InlineData(MemoryFormat.Contiguous, 0.2)]
    [InlineData(MemoryFormat.ChannelsLast, null)]
    [InlineData(MemoryFormat.ChannelsLast, 0.0)]
    public void Values_and_gradients_are_those_of_the_definition(MemoryFormat format, double? slope)
    {
        // 2 x 5 channels at 7 x 9: no multiple of any vector. Large values saturate.
        var x = (randn([3, 10, 7, 9]) * 5).ToMemoryFormat(format);
        var weights = randn([3, 5, 7, 9]).ToMemoryFormat(format);
        AssertSame(x, slope, y => (y * weights).sum());
        Assert.Equal(format == MemoryFormat.Contiguous, Fused(x, slope).is_contiguous());
    }

    [Theory]
    [InlineData(MemoryFormat.Contiguous)]
    [InlineData(MemoryFormat.ChannelsLast)]
    public void The_gradient_may_be_a_slice_or_one_number(MemoryFormat format)
    {
        var x = randn([2, 8, 4, 6]).ToMemoryFormat(format);
        var skip = randn([2, 3, 4, 6]).ToMemoryFormat(format);
        var weights = randn([2, 7, 4, 6]).ToMemoryFormat(format);
        AssertSame(x, null, y => (cat([y, skip], 1) * weights).sum());
        AssertSame(x, null, y => (cat([skip, y], 1) * weights).sum());
        AssertSame(x, null, y => y.sum());
    }

    [Fact]
    public void Large_tensors_are_shared_among_threads()
    {
        var x = randn([2, 6, 65, 127]);
        AssertSame(x, null, y => (y * y).sum());
        AssertSame(x.ToMemoryFormat(MemoryFormat.ChannelsLast), null, y => (y * y).sum());
    }

    [Fact]
    public void Other_precisions_and_orders_are_composed()
    {
        AssertSame(randn([2, 6, 4, 4], ScalarType.Float64), null, y => (y * y).sum(), 1e-15);
        AssertSame(randn([2, 4, 4, 6]).permute(0, 3, 2, 1), 0.2, y => (y * y).sum());
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        var x = randn([1, 4, 2, 2]).requires_grad_();
        var second = new[] { true, false }.Select(fused =>
        {
            var y = fused ? Gating.Elu(x) : Defined(x, null);
            var first = autograd.grad([(y * y).sum()], [x], create_graph: true)[0];
            return autograd.grad([(first * first).sum()], [x])[0];
        }).ToArray();
        AssertClose(second[1], second[0], 1e-5);
    }

    [Fact]
    public void What_is_not_a_number_stays_so_and_infinities_saturate()
    {
        var x = tensor(new[] { float.NaN, float.NegativeInfinity, float.PositiveInfinity, 2f, 1f, 0f, 0f, float.NaN }).view(1, 8);
        var y = Gating.Elu(x).data<float>().ToArray();
        Assert.Equal([float.NaN, -0.5f, float.PositiveInfinity, float.NaN], y);
    }

    [Fact]
    public void An_odd_number_of_channels_is_refused() => Assert.Throws<TorchException>(() => Gating.Elu(ones([1, 3, 2, 2])));

    private static Tensor Fused(Tensor x, double? slope) => slope is { } s ? Gating.LeakyRelu(x, s) : Gating.Elu(x);

    private static Tensor Defined(Tensor x, double? slope)
    {
        var halves = x.chunk(2, 1);
        return (slope is { } s ? nn.functional.leaky_relu(halves[0], s) : nn.functional.elu(halves[0], 1)) * halves[1].sigmoid();
    }

    private static void AssertSame(Tensor input, double? slope, Func<Tensor, Tensor> loss, double tolerance = 1e-6)
    {
        Tensor x = input.detach().requires_grad_(), reference = input.detach().requires_grad_();
        Tensor y = Fused(x, slope), expected = Defined(reference, slope);
        AssertClose(expected, y, tolerance);
        loss(y).backward();
        loss(expected).backward();
        AssertClose(reference.grad!, x.grad!, tolerance);
        using var constants = no_grad();
        AssertClose(expected, Fused(x, slope), tolerance);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.True((expected - actual).abs().max().ToDouble() <= tolerance * expected.abs().max().ToDouble());
    }
}
