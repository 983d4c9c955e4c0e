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

    [Theory]
    [InlineData(MemoryFormat.Contiguous, null, ScalarType.Float32)]
    [InlineData(MemoryFormat.ChannelsLast, 0.2, ScalarType.Float32)]
    [InlineData(MemoryFormat.ChannelsLast, null, ScalarType.BFloat16)]
    [InlineData(MemoryFormat.ChannelsLast, 0.0, ScalarType.Float16)]
    public void On_a_gpu_it_is_that_of_the_cpu(MemoryFormat format, double? slope, ScalarType type)
    {
        Assert.SkipWhen(LibTorch.CudaDeviceCount == 0, $"no GPU: libtorch {LibTorch.Version} sees none");
        var x = (randn([3, 10, 37, 129]) * 5).to(type).ToMemoryFormat(format);
        var weights = randn([3, 5, 37, 129]).to(type).ToMemoryFormat(format);
        Tensor near = x.to(ScalarType.Float32).requires_grad_(), far = x.to(CUDA).requires_grad_();
        Tensor expected = Defined(near, slope), y = Fused(far, slope);
        (expected * weights.to(ScalarType.Float32)).sum().backward();
        (y * weights.to(CUDA)).sum().backward();
        var rounding = type == ScalarType.Float32 ? 1e-5 : type == ScalarType.Float16 ? 1e-3 : 1.0 / 128;
        foreach (var (e, a) in new[] { (expected, y), (near.grad!, far.grad!) })
            Assert.True((e - a.cpu().to(ScalarType.Float32)).abs().max().item<float>() <= rounding * Math.Max(1, e.abs().max().item<float>()));
    }

    // The definition in bfloat16 rounds after each operator, the fused loop once: it is held to the definition in single precision.
    [Theory]
    [InlineData(MemoryFormat.Contiguous, null)]
    [InlineData(MemoryFormat.ChannelsLast, 0.2)]
    public void Bfloat16_is_single_precision_rounded_once(MemoryFormat format, double? slope)
    {
        const double rounding = 1.0 / 256;
        Tensor x = (randn([3, 10, 7, 9]) * 5).to(ScalarType.BFloat16), weights = randn([3, 5, 7, 9]).to(ScalarType.BFloat16);
        var fused = x.ToMemoryFormat(format).detach().requires_grad_();
        var reference = x.to(ScalarType.Float32).requires_grad_();
        Tensor y = Fused(fused, slope), expected = Defined(reference, slope);
        Assert.Equal(ScalarType.BFloat16, y.dtype);
        AssertRounded(expected, y);
        (y * weights.ToMemoryFormat(format)).sum().backward();
        (expected * weights.to(ScalarType.Float32)).sum().backward();
        AssertRounded(reference.grad!, fused.grad!);

        void AssertRounded(Tensor exact, Tensor rounded)
        {
            var difference = (exact - rounded.to(ScalarType.Float32)).abs();
            Assert.True(difference.le((exact.abs() * rounding) + 1e-6).all().ToBoolean());
        }
    }

    [Fact]
    public void Bfloat16_keeps_what_is_not_a_number_and_rounds_to_even()
    {
        // Through a gate of +infinity the feature passes as it is; 1 + 2^-8 lies halfway and goes to the even neighbour, 1.
        var x = tensor(new[] { float.NaN, float.PositiveInfinity, 1.0078125f, 3e38f, 200f, 200f, 200f, 200f }).view(1, 8).to(ScalarType.BFloat16);
        var y = Gating.Elu(x).to(ScalarType.Float32).data<float>().ToArray();
        Assert.Equal(x.to(ScalarType.Float32).data<float>().ToArray()[..4], y);
        var halfway = tensor(new[] { 1.00390625f, 1.01171875f }).to(ScalarType.BFloat16).to(ScalarType.Float32).data<float>().ToArray();
        Assert.Equal([1f, 1.015625f], halfway);
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
