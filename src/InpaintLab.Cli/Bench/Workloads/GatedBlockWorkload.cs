using InpaintLab.Models.Layers;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A gated convolution 3 x 3, 16 to 16 channels, on 1 x 16 x 16 x 16, its sum and the backward pass to weight, bias and input: small
/// enough that what is spent around the kernels counts.
/// </summary>
internal sealed class GatedBlockWorkload() : Workload("gated-block", "gated", TimeUnit.Microseconds, iterations: 40, rounds: 200)
{
    private readonly GatedConv2d _layer = new(16, 16);
    private readonly Tensor _input = randn([1, 16, 16, 16]).requires_grad_().DetachFromDisposeScope();

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            _layer.call(_input).sum().backward();
            _layer.zero_grad();
            _input.grad = null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _layer.Dispose();
        _input.Dispose();
    }
}
