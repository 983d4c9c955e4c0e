using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// <c>a + b</c> of two 2 x 2 tensors by the public interface: what one call costs. A dispose scope is opened for every
/// <see cref="AddsPerScope"/> additions, about what a layer computes; its cost is part of the time. Python frees each result at once.
/// </summary>
internal sealed class AddWorkload() : Workload("add", "add", TimeUnit.Microseconds, iterations: 8_000, rounds: 200)
{
    private const int AddsPerScope = 8;

    private readonly Tensor _a = rand([2, 2]).DetachFromDisposeScope();
    private readonly Tensor _b = rand([2, 2]).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var done = 0; done < iterations; done += AddsPerScope)
        {
            using var scope = NewDisposeScope();
            for (var i = 0; i < AddsPerScope; i++)
                _ = _a + _b;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }
}
