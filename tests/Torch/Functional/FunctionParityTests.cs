using InpaintLab.Tests.Torch.Modules;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>Every function against PyTorch: output and gradients; and nothing is left alive.</summary>
public sealed class FunctionParityTests
{
    private static readonly Dictionary<string, Func<Tensor[], Tensor>> Functions = new()
    {
        ["interpolate_nearest"] = x => interpolate(x[0], size: [4, 9]),
        ["interpolate_nearest_exact"] = x => interpolate(x[0], scale_factor: [0.6], mode: InterpolationMode.NearestExact),
        ["interpolate_area"] = x => interpolate(x[0], size: [3, 2], mode: InterpolationMode.Area),
        ["interpolate_bilinear"] = x => interpolate(x[0], scale_factor: [1.7, 0.7], mode: InterpolationMode.Bilinear),
        ["interpolate_bilinear_corners"] = x => interpolate(x[0], size: [9, 3], mode: InterpolationMode.Bilinear, align_corners: true),
        ["interpolate_bicubic"] = x => interpolate(x[0], size: [9, 3], mode: InterpolationMode.Bicubic),
        ["interpolate_recompute"] = x =>
            interpolate(x[0], scale_factor: [1.7], mode: InterpolationMode.Bilinear, recompute_scale_factor: true),
        ["interpolate_antialias"] = x => interpolate(x[0], size: [3, 2], mode: InterpolationMode.Bicubic, antialias: true),
        ["pad_constant"] = x => pad(x[0], (1, 0, 2, -1), value: 0.5),
        ["pad_circular"] = x => pad(x[0], (1, 2, 3, 0), PaddingModes.Circular),
        ["unfold"] = x => unfold(x[0], (3, 2), dilation: (1, 2), padding: (1, 0), stride: (2, 1)),
        ["fold"] = x => fold(x[0], (5, 4), (2, 2)),
        ["normalize"] = x => normalize(x[0], p: 3, dim: -1),
        ["log_softmax"] = x => log_softmax(x[0], 1),
        ["l1_loss"] = x => l1_loss(x[0], x[1]),
        ["mse_loss_sum"] = x => mse_loss(x[0], x[1], Reduction.Sum),
        ["smooth_l1_loss"] = x => smooth_l1_loss(x[0], x[1], beta: 0.5),
        ["bce_with_logits"] = x => binary_cross_entropy_with_logits(x[0], x[1].sigmoid(), reduction: Reduction.None),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_equals_PyTorchs(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden();
            var inputs = golden.ReadAll($"{name}/input").OrderBy(entry => entry.Key).Select(entry => entry.Value).ToArray();
            Array.ForEach(inputs, input => input.requires_grad_());
            var output = Functions[name](inputs);
            golden.Check($"{name}/output", output);
            (output * golden.Read($"{name}/weights")).sum().backward();
            for (var i = 0; i < inputs.Length; i++)
            {
                golden.Check($"{name}/gradient.input{i}", inputs[i].grad!);
            }
        });
    }

    [Fact]
    public void A_function_leaves_no_intermediate_in_the_callers_scope()
    {
        using var x = rand([2, 3]);
        using var scope = NewDisposeScope();
        _ = normalize(x);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Interpolation_refuses_contradictory_arguments()
    {
        using var scope = NewDisposeScope();
        var x = zeros([1, 1, 4, 4]);
        Assert.Throws<ArgumentException>(() => interpolate(x));
        Assert.Throws<ArgumentException>(() => interpolate(x, size: [2, 2], scale_factor: [2]));
        Assert.Throws<ArgumentException>(() => interpolate(x, size: [2, 2], align_corners: false));
        Assert.Throws<ArgumentException>(() => interpolate(x, size: [2, 2], mode: InterpolationMode.Linear));
        Assert.Throws<ArgumentException>(() => interpolate(zeros([4, 4]), size: [2, 2]));
        Assert.Throws<ArgumentException>(() => interpolate(x, size: [2, 2, 2]));
    }
}
