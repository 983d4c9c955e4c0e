using InpaintLab.Tests.Torch.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.init;

namespace InpaintLab.Tests.Torch.Init;

public sealed class InitTests
{
    private static readonly Dictionary<string, Func<Tensor>> Drawn = new()
    {
        ["uniform"] = () => uniform_(empty([4, 5]), -2, 3),
        ["normal"] = () => normal_(empty([4, 5]), 1, 2),
        ["trunc_normal"] = () => trunc_normal_(empty([4, 5]), 0.1, 0.7, -1, 0.5),
        ["xavier_uniform"] = () => xavier_uniform_(empty([4, 3, 3, 3]), 1.5),
        ["xavier_normal"] = () => xavier_normal_(empty([4, 3, 3, 3])),
        ["kaiming_uniform"] = () => kaiming_uniform_(empty([4, 3, 3, 3]), 0.2),
        ["kaiming_normal"] = () => kaiming_normal_(empty([4, 3, 3, 3]), mode: FanInOut.FanOut, nonlinearity: NonlinearityType.ReLU),
        ["orthogonal_wide"] = () => orthogonal_(empty([3, 2, 2, 2]), 2),
        ["orthogonal_tall"] = () => orthogonal_(empty([7, 4])),
    };

    public static TheoryData<string> Names => [.. Drawn.Keys];

    // Normal numbers come from vector instructions that differ between CPUs in the last bits.
    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_seeds_give_PyTorchs_numbers(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden();
            manual_seed(5);
            golden.Check($"init_{name}/value", Drawn[name](), 1e-5);
        });
    }

    [Theory]
    [InlineData("conv2d")]
    [InlineData("conv_transpose2d")]
    [InlineData("linear")]
    public void Layers_start_with_PyTorchs_weights(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden();
            manual_seed(5);
            using Module layer = name switch
            {
                "conv2d" => Conv2d(4, 6, 3, groups: 2),
                "conv_transpose2d" => ConvTranspose2d(4, 6, 3),
                _ => Linear(7, 3),
            };
            foreach (var (key, parameter) in layer.named_parameters())
            {
                golden.Check($"init_{name}/{key}", parameter, 0);
            }
        });
    }

    [Fact]
    public void A_given_generator_is_used_and_the_default_one_left_alone()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        using var same = new Generator(7);
        manual_seed(1);
        var expected = rand([3]);
        manual_seed(1);
        Assert.Equal(NnGolden.Values(normal_(empty([4]), generator: generator)), NnGolden.Values(normal_(empty([4]), generator: same)));
        Assert.Equal(NnGolden.Values(expected), NnGolden.Values(rand([3])));
    }

    [Fact]
    public void Constants_fill_a_parameter_in_place()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, 2);
        Assert.Same(layer.weight, constant_(layer.weight, 3));
        Assert.Equal([3.0, 3, 3, 3], NnGolden.Values(layer.weight));
        Assert.Equal([1.0, 1, 1, 1], NnGolden.Values(ones_(layer.weight)));
        Assert.Equal([0.0, 0], NnGolden.Values(zeros_(layer.bias!)));
        Assert.True(layer.weight.requires_grad);
    }

    [Fact]
    public void Gains_are_PyTorchs()
    {
        Assert.Equal(Math.Sqrt(2), calculate_gain(NonlinearityType.ReLU));
        Assert.Equal(5.0 / 3, calculate_gain(NonlinearityType.Tanh));
        Assert.Equal(1, calculate_gain(NonlinearityType.Conv2D));
        Assert.Equal(Math.Sqrt(2 / 1.04), calculate_gain(NonlinearityType.LeakyReLU, 0.2));
        Assert.Throws<ArgumentException>(() => xavier_normal_(zeros([3])));
    }
}
