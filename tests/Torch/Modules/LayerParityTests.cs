using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Tests.Torch.Modules;

/// <summary>Every layer against PyTorch: output, gradients of input and parameters, state afterwards; and nothing is left alive.</summary>
public sealed class LayerParityTests
{
    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Layers = new()
    {
        ["conv2d"] = () => Conv2d(2, 4, 3),
        ["conv2d_general"] = () => Conv2d(4, 6, (3, 2), stride: (2, 1), padding: (2, 1), dilation: (2, 1), groups: 2, bias: false),
        ["conv2d_same"] = () => Conv2d(2, 3, 4, Padding.Same),
        ["conv2d_reflect"] = () => Conv2d(2, 3, 5, padding: 2, padding_mode: PaddingModes.Reflect),
        ["conv2d_replicate_same"] = () => Conv2d(2, 3, 4, Padding.Same, padding_mode: PaddingModes.Replicate),
        ["conv2d_circular"] = () => Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Circular),
        ["conv_transpose2d"] = () => ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, output_padding: 1, groups: 2),
        ["linear"] = () => Linear(5, 3),
        ["linear_no_bias"] = () => Linear(5, 3, hasBias: false),
        ["batch_norm_train"] = () => BatchNorm2d(3, eps: 1e-3, momentum: 0.3),
        ["batch_norm_eval"] = () => BatchNorm2d(3),
        ["batch_norm_untracked"] = () => BatchNorm2d(3, affine: false, track_running_stats: false),
        ["instance_norm"] = () => InstanceNorm2d(3),
        ["instance_norm_train"] = () => InstanceNorm2d(3, affine: true, track_running_stats: true),
        ["instance_norm_eval"] = () => InstanceNorm2d(3, affine: true, track_running_stats: true),
        ["layer_norm"] = () => LayerNorm([4, 3], eps: 1e-3),
        ["group_norm"] = () => GroupNorm(2, 4),
        ["elu"] = () => ELU(0.7),
        ["relu"] = () => ReLU(),
        ["leaky_relu"] = () => LeakyReLU(0.2),
        ["gelu"] = GELU,
        ["gelu_tanh"] = () => GELU(TorchSharp.Modules.GELU.Approximate.tanh),
        ["sigmoid"] = Sigmoid,
        ["tanh"] = Tanh,
        ["silu"] = SiLU,
        ["softplus"] = () => Softplus(2, 1),
        ["softmax"] = () => Softmax(1),
        ["upsample_nearest"] = () => Upsample(scale_factor: [2]),
        ["upsample_bilinear"] = () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear),
        ["upsample_bicubic"] = () => Upsample(size: [7, 5], mode: UpsampleMode.Bicubic, align_corners: true),
        ["zero_pad"] = () => ZeroPad2d((1, 2, 3, 0)),
        ["reflection_pad"] = () => ReflectionPad2d((1, 2, 3, 0)),
        ["replication_pad"] = () => ReplicationPad2d(2),
        ["avg_pool"] = () => AvgPool2d(3, stride: 2, padding: 1, count_include_pad: false),
        ["max_pool"] = () => MaxPool2d(3, stride: 2, padding: 1),
        ["adaptive_avg_pool"] = () => AdaptiveAvgPool2d((2, 3)),
        ["pixel_shuffle"] = () => PixelShuffle(2),
        ["pixel_unshuffle"] = () => PixelUnshuffle(2),
        ["sequential"] = () => Sequential(Conv2d(2, 3, 3), BatchNorm2d(3), ELU()),
    };

    // Of layers_golden.safetensors.
    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> FurtherLayers = new()
    {
        ["conv1d"] = () => Conv1d(2, 4, 3, stride: 2, padding: 2, dilation: 2, groups: 2),
        ["conv1d_reflect"] = () => Conv1d(2, 3, 4, Padding.Same, padding_mode: PaddingModes.Reflect, bias: false),
        ["conv_transpose1d"] = () => ConvTranspose1d(4, 6, 3, stride: 2, padding: 1, output_padding: 1, groups: 2),
        ["batch_norm1d"] = () => BatchNorm1d(3),
        ["batch_norm1d_eval"] = () => BatchNorm1d(3),
        ["instance_norm1d"] = () => InstanceNorm1d(3, affine: true),
        ["prelu"] = () => PReLU(3),
        ["relu6"] = () => ReLU6(),
        ["hardtanh"] = () => Hardtanh(-0.5, 0.7),
        ["hardsigmoid"] = () => Hardsigmoid(),
        ["hardswish"] = () => Hardswish(),
        ["hardshrink"] = () => Hardshrink(),
        ["softshrink"] = () => Softshrink(),
        ["threshold"] = () => Threshold(0.2, 3),
        ["selu"] = () => SELU(),
        ["celu"] = () => CELU(0.8),
        ["mish"] = Mish,
        ["log_sigmoid"] = LogSigmoid,
        ["softsign"] = Softsign,
        ["tanhshrink"] = Tanhshrink,
        ["log_softmax"] = () => LogSoftmax(1),
        ["softmin"] = () => Softmin(1),
        ["softmax2d"] = Softmax2d,
        ["glu"] = () => GLU(1),
        ["flatten"] = () => Flatten(),
        ["unflatten"] = () => Unflatten(1, [2, 3]),
        ["unfold"] = () => Unfold((3, 2), padding: (1, 0), stride: (2, 1)),
        ["fold"] = () => Fold((5, 4), (2, 2)),
        ["reflection_pad1d"] = () => ReflectionPad1d((1, 2)),
        ["replication_pad1d"] = () => ReplicationPad1d(2),
        ["constant_pad1d"] = () => ConstantPad1d((1, 2), 0.5),
        ["constant_pad2d"] = () => ConstantPad2d((1, 2, 0, 1), 0.5),
        ["avg_pool1d"] = () => AvgPool1d(3, 2, 1),
        ["max_pool1d"] = () => MaxPool1d(3, 2, 1),
        ["adaptive_avg_pool1d"] = () => AdaptiveAvgPool1d(3),
        ["adaptive_max_pool2d"] = () => AdaptiveMaxPool2d([2, 3]),
        ["avg_pool_pair"] = () => AvgPool2d((2, 3), (1, 2)),
        ["max_pool_pair"] = () => MaxPool2d((2, 3), (1, 2)),
    };

    public static TheoryData<string> Names => [.. Layers.Keys, .. FurtherLayers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_equals_PyTorchs(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            var further = FurtherLayers.TryGetValue(name, out var make);
            using var golden = new NnGolden(further ? "layers_golden" : "nn_golden");
            using var layer = (make ?? Layers[name])().to(ScalarType.Float64);
            layer.train(!name.EndsWith("_eval", StringComparison.Ordinal) && name != "batch_norm_untracked");
            var (missing, unexpected) = layer.load_state_dict(golden.ReadAll($"{name}/before."));
            Assert.Empty(missing);
            Assert.Empty(unexpected);

            var x = golden.Read($"{name}/input").requires_grad_();
            var output = layer.call(x);
            golden.Check($"{name}/output", output);
            (output * golden.Read($"{name}/weights")).sum().backward();
            golden.Check($"{name}/gradient.input", x.grad!);
            foreach (var (key, parameter) in layer.named_parameters())
            {
                golden.Check($"{name}/gradient.state.{key}", parameter.grad!);
            }

            foreach (var (key, tensor) in layer.state_dict())
            {
                golden.Check($"{name}/after.{key}", tensor);
            }
        });
    }

    [Theory]
    [InlineData("elu")]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("gelu")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("silu")]
    public void In_place_the_input_changes_and_the_result_is_the_same(string name)
    {
        Dictionary<string, Module<Tensor, Tensor>> layers = new()
        {
            ["elu"] = ELU(0.7, inplace: true),
            ["relu"] = ReLU(inplace: true),
            ["leaky_relu"] = LeakyReLU(0.2, inplace: true),
            ["gelu"] = GELU(inplace: true),
            ["sigmoid"] = Sigmoid(inplace: true),
            ["tanh"] = Tanh(inplace: true),
            ["silu"] = SiLU(inplace: true),
        };
        using var scope = NewDisposeScope();
        using var golden = new NnGolden();
        var x = golden.Read($"{name}/input");
        golden.Check($"{name}/output", layers[name].call(x));
        golden.Check($"{name}/output", x);
    }

    [Fact]
    public void A_transposed_convolution_reaches_the_size_asked_for_or_says_what_is_possible()
    {
        using var scope = NewDisposeScope();
        using var layer = ConvTranspose2d(2, 3, 3, stride: 2);
        var x = zeros([1, 2, 4, 4]);
        Assert.Equal([1L, 3, 9, 10], layer.forward(x, [9, 10]).shape);
        Assert.Contains("9 to 10", Assert.Throws<ArgumentException>(() => layer.forward(x, [11, 10])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_zeroes_and_scales_in_training_and_is_silent_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var layer = Dropout(0.25);
        var x = ones([10000]);
        manual_seed(3);
        var values = NnGolden.Values(layer.call(x));
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - (1 / 0.75)) < 1e-6));
        Assert.InRange(values.Count(value => value == 0) / 10000.0, 0.23, 0.27);
        layer.eval();
        Assert.All(NnGolden.Values(layer.call(x)), value => Assert.Equal(1, value));
    }

    [Fact]
    public void An_image_layer_refuses_what_is_no_batch_of_images()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(3);
        Assert.Throws<ArgumentException>(() => norm.call(zeros([2, 3])));
        Assert.Throws<ArgumentException>(() => Conv2d(3, 4, 3, groups: 2));
        Assert.Throws<ArgumentException>(() => GroupNorm(3, 4));
    }
}
