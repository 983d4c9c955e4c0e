using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// Attention forward and backward as in the middle stage of TransGAN's small generator at 64 px: 8 samples, 2 heads, 1024 tokens, 32
/// channels a head, with a bias for each head. By the function that the networks call, or by the operators that it stands for.
/// </summary>
/// <param name="isComposed">Whether it is made of libtorch's operators.</param>
internal sealed class AttentionWorkload(bool isComposed) : Workload("attention", "", TimeUnit.Milliseconds, iterations: 1, rounds: 20)
{
    private readonly Tensor[] _parts =
    [
        .. Enumerable.Range(0, 3).Select(_ => randn([8, 2, 1024, 32]).requires_grad_().DetachFromDisposeScope()),
        randn([2, 1024, 1024]).requires_grad_().DetachFromDisposeScope(),
    ];

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            var (query, key, value, bias) = (_parts[0], _parts[1], _parts[2], _parts[3]);
            var attended = isComposed
                ? ((query * (1 / Math.Sqrt(query.shape[3]))).matmul(key.transpose(2, 3)) + bias).softmax(-1).matmul(value)
                : nn.functional.scaled_dot_product_attention(query, key, value, bias);
            attended.sum().backward();
            foreach (var part in _parts)
                part.grad = null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
    }
}
