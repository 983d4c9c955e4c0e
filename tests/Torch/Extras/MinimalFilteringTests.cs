using InpaintLab.Tests.Contracts;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>Winograd's convolutions against libtorch's in double precision: values, gradients, and which of them it takes.</summary>
public sealed class MinimalFilteringTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public MinimalFilteringTests() => manual_seed(7);

    public void Dispose() => _scope.Dispose();

    // Samples, channels, filters, height, width, kernel, stride, padding, dilation.
    [Theory]
    [InlineData(2, 64, 64, 32, 32, 3, 1, 1, 1)]
    [InlineData(1, 20, 40, 17, 19, 3, 1, 1, 1)] // no multiples of tiles, lanes or panels
    [InlineData(3, 68, 33, 11, 9, 3, 1, 1, 1)]
    [InlineData(2, 32, 32, 16, 18, 3, 1, 0, 1)]
    [InlineData(2, 32, 32, 16, 18, 3, 1, 2, 1)]
    [InlineData(2, 32, 48, 16, 16, 3, 1, 2, 2)]
    [InlineData(2, 32, 48, 19, 22, 3, 1, 4, 4)]
    [InlineData(1, 16, 32, 27, 26, 3, 1, 3, 3)]
    [InlineData(8, 32, 64, 16, 16, 5, 2, 2, 1)]
    [InlineData(8, 17, 48, 17, 15, 5, 2, 2, 1)]
    [InlineData(8, 17, 32, 31, 34, 4, 2, 1, 1)]
    [InlineData(9, 16, 32, 32, 31, 4, 2, 1, 1)]
    public void Values_and_gradients_are_those_of_the_definition(params int[] shape)
    {
        var given = new Case([.. shape.Select(n => (long)n)]);
        var expected = given.Run(ScalarType.Float64, minimal: false);
        var actual = given.Run(ScalarType.Float32, minimal: true);
        var direct = given.Run(ScalarType.Float32, minimal: false);
        Assert.False(Same(actual[0], direct[0]), "libtorch's own kernels were used");
        string[] names = ["values", "gradient of the images", "gradient of the kernels", "gradient of the biases"];
        foreach (var (name, e, a) in names.Zip(expected, actual))
        {
            var error = (a.to(ScalarType.Float64) - e).abs().max().item<double>() / e.abs().max().item<double>();
            Assert.True(error <= 2e-5, $"{name}: {error}");
        }
    }

    [Theory]
    [InlineData(2, 64, 64, 32, 32, 1, 1, 0, 1)]
    [InlineData(2, 8, 64, 32, 32, 3, 1, 1, 1)] // few channels
    [InlineData(2, 64, 3, 32, 32, 3, 1, 1, 1)]
    [InlineData(2, 64, 64, 32, 32, 3, 2, 1, 1)]
    [InlineData(2, 32, 32, 16, 16, 3, 1, 8, 8)] // grids of two pixels
    [InlineData(2, 32, 32, 16, 16, 3, 1, 3, 1)]
    [InlineData(1, 64, 64, 8, 8, 3, 1, 1, 1)] // few tiles
    public void All_others_are_libtorchs_bit_for_bit(params int[] shape)
    {
        var given = new Case([.. shape.Select(n => (long)n)]);
        foreach (var (direct, minimal) in given.Run(ScalarType.Float32, minimal: false).Zip(given.Run(ScalarType.Float32, minimal: true)))
            Assert.True(Same(direct, minimal));
    }

    [Fact]
    public void Other_orders_types_and_groups_are_libtorchs()
    {
        Tensor x = randn([2, 32, 32, 32]), w = randn([32, 32, 3, 3]), half = randn([32, 16, 3, 3]);
        Tensor last = x.ToMemoryFormat(MemoryFormat.ChannelsLast), wide = last.to(ScalarType.Float64);
        Assert.False(Equal(last, w)); // in this order and type it is ours
        Assert.True(Equal(x, w));
        Assert.True(Equal(wide, w.to(ScalarType.Float64)));
        Assert.True(Equal(last, half, groups: 2));
        using var mixed = new Autocast(DeviceType.CPU);
        Assert.True(Equal(last, w));
    }

    [Fact]
    public void A_region_ends_with_what_was_before_and_is_its_threads_own()
    {
        Assert.False(MinimalFiltering.IsOn);
        using (MinimalFiltering.Region(true))
        {
            Assert.True(MinimalFiltering.IsOn);
            using (MinimalFiltering.Region(false))
                Assert.False(MinimalFiltering.IsOn);
            Assert.True(MinimalFiltering.IsOn);
            var other = true;
            var thread = new Thread(() => other = MinimalFiltering.IsOn);
            thread.Start();
            thread.Join();
            Assert.False(other);
        }

        Assert.False(MinimalFiltering.IsOn);
    }

    [Fact]
    public void Without_gradients_and_again_it_gives_the_same_bits()
    {
        var given = new Case([2, 32, 48, 19, 22, 3, 1, 1, 1]);
        var first = given.Run(ScalarType.Float32, minimal: true);
        Assert.All(first.Zip(given.Run(ScalarType.Float32, minimal: true)), pair => Assert.True(Same(pair.First, pair.Second)));
        using var inference = inference_mode();
        Assert.True(Same(first[0], given.Convolve(ScalarType.Float32, minimal: true)));
    }

    [Fact]
    public void Gradients_of_gradients_are_libtorchs()
    {
        var given = new Case([2, 32, 32, 12, 12, 3, 1, 1, 1]);
        var (direct, minimal) = (Penalty(false), Penalty(true));
        Assert.True((direct - minimal).abs().max().item<float>() <= 1e-4f * direct.abs().max().item<float>());

        // d/dw of |d/dx sum(y^3)|^2, which is not linear in anything.
        Tensor Penalty(bool on)
        {
            using var region = MinimalFiltering.Region(on);
            Tensor x = given.Images.detach().requires_grad_(), w = given.Kernels.detach().requires_grad_();
            var y = nn.functional.conv2d(x, w, null, [1, 1], [1, 1]);
            var slope = autograd.grad([y.pow(3).sum()], [x], create_graph: true)[0];
            return autograd.grad([slope.square().sum()], [w])[0];
        }
    }

    [Theory]
    [InlineData("Unet")]
    [InlineData("SelfAttention")]
    [InlineData("DeepfillV2")]
    public void A_network_predicts_the_same_by_both(string variant)
    {
        var family = FamilyCases.Create("gated-conv", variant, narrow: false);
        using var network = family.CreateGenerator(64);
        network.ToMemoryFormat(MemoryFormat.ChannelsLast);
        network.eval();
        var image = (rand([2, 3, 64, 64]) * 2 - 1).ToMemoryFormat(MemoryFormat.ChannelsLast);
        var mask = zeros([2, 1, 64, 64]).ToMemoryFormat(MemoryFormat.ChannelsLast);
        mask.narrow(2, 8, 30).narrow(3, 20, 30).fill_(1);
        using var constants = no_grad();
        var minimal = network.call(image, mask).Refined;
        network.MinimalFiltering = false;
        var direct = network.call(image, mask).Refined;
        Assert.False(Same(minimal, direct));
        Assert.InRange((minimal - direct).abs().max().item<float>(), 0, 2e-5f);
    }

    private static bool Same(Tensor a, Tensor b) => (a - b).abs().max().to(ScalarType.Float64).item<double>() == 0;

    private static bool Equal(Tensor x, Tensor w, long groups = 1)
    {
        using var region = MinimalFiltering.Region(true);
        var minimal = nn.functional.conv2d(x, w, null, [1, 1], [1, 1], null, groups);
        using var off = MinimalFiltering.Region(false);
        return Same(minimal, nn.functional.conv2d(x, w, null, [1, 1], [1, 1], null, groups));
    }

    private sealed class Case
    {
        private readonly long[] _shape;
        private readonly Tensor _biases;
        private readonly Tensor _weights;

        public Case(long[] shape)
        {
            _shape = shape;
            Images = randn([shape[0], shape[1], shape[3], shape[4]]).ToMemoryFormat(MemoryFormat.ChannelsLast);
            Kernels = (randn([shape[2], shape[1], shape[5], shape[5]]) / Math.Sqrt(shape[1] * shape[5] * shape[5])).ToMemoryFormat(MemoryFormat.ChannelsLast);
            _biases = randn([shape[2]]);
            _weights = randn(Convolve(ScalarType.Float32, minimal: false).shape).ToMemoryFormat(MemoryFormat.ChannelsLast);
        }

        public Tensor Images { get; }

        public Tensor Kernels { get; }

        public Tensor Convolve(ScalarType type, bool minimal) => Convolve(Images.to(type), Kernels.to(type), _biases.to(type), minimal);

        /// <summary>Values, and the gradients of their weighted sum.</summary>
        public Tensor[] Run(ScalarType type, bool minimal)
        {
            var (x, w, b) = (Leaf(Images), Leaf(Kernels), Leaf(_biases));
            var y = Convolve(x, w, b, minimal);
            (y * _weights.to(type)).sum().backward();
            return [y.detach(), x.grad!, w.grad!, b.grad!];

            Tensor Leaf(Tensor tensor) => tensor.to(type).detach().requires_grad_();
        }

        private Tensor Convolve(Tensor x, Tensor w, Tensor b, bool minimal)
        {
            using var region = MinimalFiltering.Region(minimal);
            return nn.functional.conv2d(x, w, b, [_shape[6], _shape[6]], [_shape[7], _shape[7]], [_shape[8], _shape[8]]);
        }
    }
}
