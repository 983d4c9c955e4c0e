using InpaintLab.Torch;
using InpaintLab.Torch.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>Updates of many tensors in one pass: sizes that threads share unevenly, mixed orders, and what is not fused.</summary>
public sealed class FusedUpdateTests : IDisposable
{
    // From one element to several threads' shares; 8 x 4 x 3 x 3 is also stored in channels_last.
    private static readonly long[][] Shapes = [[1], [8, 4, 3, 3], [40_001], [7], [3, 0], [100, 333]];

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly IDisposable _constants = no_grad();

    public void Dispose()
    {
        _constants.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float64, 1e-14)]
    public void Adam_is_its_definition_over_several_steps(ScalarType type, double tolerance)
    {
        var parameters = Shapes.Select(shape => new Parameter(randn(shape, type))).ToArray();
        parameters[1].SetData(parameters[1].ToMemoryFormat(MemoryFormat.ChannelsLast));
        var expected = parameters.Select(p => p.to(ScalarType.Float64, copy: true)).ToArray();
        var mean = expected.Select(p => zeros_like(p)).ToArray();
        var square = expected.Select(p => zeros_like(p)).ToArray();
        using var optimiser = optim.Adam(parameters, lr: 0.1, beta1: 0.5, beta2: 0.99);
        for (var step = 1; step <= 3; step++)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                var gradient = randn(Shapes[i], type);
                parameters[i].grad = gradient; // of the four-dimensional one in another order than the parameter's
                mean[i] = (0.5 * mean[i]) + (0.5 * gradient);
                square[i] = (0.99 * square[i]) + (0.01 * gradient * gradient);
                var root = (square[i] / (1 - Math.Pow(0.99, step))).sqrt();
                expected[i] = expected[i] - (0.1 / (1 - Math.Pow(0.5, step)) * mean[i] / (root + 1e-8));
            }

            optimiser.step();
        }

        foreach (var (want, have) in expected.Zip(parameters).Where(p => p.First.numel() > 0))
            Assert.True((want - have).abs().max().ToDouble() <= tolerance * want.abs().max().ToDouble());
    }

    [Fact]
    public void Values_do_not_depend_on_the_number_of_threads()
    {
        var threads = LibTorch.Threads;
        try
        {
            var results = new[] { 1, 3 }.Select(count =>
            {
                LibTorch.Threads = count;
                manual_seed(1);
                using var parameter = new Parameter(randn([50_003]));
                using var optimiser = optim.Adam([parameter], lr: 0.1);
                parameter.grad = randn([50_003]);
                optimiser.step();
                return parameter.data<float>().ToArray();
            }).ToArray();
            Assert.Equal(results[0], results[1]);
        }
        finally
        {
            LibTorch.Threads = threads;
        }
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void Lerp_moves_every_tensor_by_its_weight(double weight)
    {
        var start = Shapes.Select(shape => randn(shape)).ToArray();
        var end = Shapes.Select(shape => randn(shape)).ToArray();
        AssertLerp(start, end, weight);

        // One that is laid out differently, and one of another type.
        start[1] = start[1].ToMemoryFormat(MemoryFormat.ChannelsLast);
        AssertLerp(start, end, weight);
        AssertLerp([start[0].to(ScalarType.Float64)], [end[0].to(ScalarType.Float64)], weight);
    }

    [Fact]
    public void Lists_of_different_length_are_refused() =>
        Assert.Throws<TorchException>(() => Foreach.Lerp([ones([1])], [], 0.5));

    [Fact]
    public void Adam_is_fused_on_the_CPU_alone()
    {
        Assert.True(Operator.Get("inpaintlab::adam_").HasKernel("CPU"));
        Assert.False(Operator.Get("inpaintlab::adam_").HasKernel("CUDA"));
    }

    private static void AssertLerp(Tensor[] start, Tensor[] end, double weight)
    {
        var moved = start.Select(s => s.clone()).ToArray();
        Foreach.Lerp(moved, end, weight);
        for (var i = 0; i < start.Length; i++)
        {
            var expected = start[i] + (weight * (end[i] - start[i]));
            if (weight == 1)
                expected = end[i];
            Assert.True(moved[i].numel() == 0 || (moved[i] - expected).abs().max().ToDouble() <= (weight == 1 ? 0 : 1e-6));
        }
    }
}
