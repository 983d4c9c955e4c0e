using InpaintLab.Torch;
using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>The attention kernel for the CPU against its definition in libtorch's operators: values and gradients.</summary>
public sealed class AttentionTests : IDisposable
{
    private static readonly Operator Fused = Operator.Get("inpaintlab::attention");
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(2, 3, 37, 5, true)] // no multiple of any vector
    [InlineData(1, 1, 64, 16, false)]
    [InlineData(3, 2, 1, 4, true)]
    [InlineData(2, 4, 130, 8, false)]
    public void Values_and_gradients_are_those_of_the_definition(long samples, long heads, long tokens, long width, bool biased)
    {
        // As a network makes them: views of one projection, none of them contiguous. Large scores saturate.
        var projected = randn([samples, tokens, 3, heads, width]) * 3;
        var bias = biased ? randn([heads, tokens, tokens]) : null;
        var weights = randn([samples, heads, tokens, width]);
        AssertClose(Gradients(projected, bias, weights, Defined), Gradients(projected, bias, weights, (q, k, v, b) => Fused.Call(q, k, v, b)));
    }

    [Fact]
    public void Without_gradients_it_gives_the_same_values()
    {
        Tensor q = randn([2, 2, 9, 4]), k = randn([2, 2, 9, 4]), v = randn([2, 2, 9, 4]);
        using var inference = inference_mode();
        AssertClose([Defined(q, k, v, null)], [Fused.Call(q, k, v)]);
    }

    [Fact]
    public void It_is_what_networks_use_in_single_precision_where_libtorch_has_no_kernel_of_its_own()
    {
        if (Operator.Exists("aten::scaled_dot_product_attention"))
            Assert.Skip("this libtorch has a fused attention of its own");
        using var profile = OperatorProfile.Begin();
        Tensor x = randn([1, 2, 6, 4]), wide = randn([1, 2, 6, 4], ScalarType.Float64);
        _ = nn.functional.scaled_dot_product_attention(x, x, x);
        _ = nn.functional.scaled_dot_product_attention(wide, wide, wide);
        Assert.Single(profile.End(), o => o.Name == "inpaintlab::attention");
    }

    [Fact]
    public void A_gradient_of_its_gradient_is_refused()
    {
        var x = randn([1, 1, 4, 4]).requires_grad_();
        var error = Assert.Throws<TorchException>(() => autograd.grad([Fused.Call(x, x, x).sum()], [x], create_graph: true));
        Assert.Contains("this gradient has no derivative", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_types_and_a_bias_of_another_shape_are_refused()
    {
        var x = randn([1, 2, 4, 4]);
        Assert.Contains("expected N x H x T x E of float32", Assert.Throws<TorchException>(() => Fused.Call(x.to(ScalarType.Float64), x, x)).Message, StringComparison.Ordinal);
        Assert.Contains("expected a bias H x T x S", Assert.Throws<TorchException>(() => Fused.Call(x, x, x, zeros([1, 4, 4]))).Message, StringComparison.Ordinal);
    }

    private static Tensor Defined(Tensor q, Tensor k, Tensor v, Tensor? bias)
    {
        var scores = q.matmul(k.transpose(2, 3)) / Math.Sqrt(q.shape[3]);
        return (bias is null ? scores : scores + bias).softmax(-1).matmul(v);
    }

    private static Tensor[] Gradients(Tensor projected, Tensor? bias, Tensor weights, Func<Tensor, Tensor, Tensor, Tensor?, Tensor> attend)
    {
        var input = projected.detach().requires_grad_();
        var added = bias?.detach().requires_grad_();
        var parts = input.permute(2, 0, 3, 1, 4);
        var output = attend(parts.select(0, 0), parts.select(0, 1), parts.select(0, 2), added);
        (output * weights).sum().backward();
        return [.. new[] { output.detach(), input.grad, added?.grad }.OfType<Tensor>()];
    }

    private static void AssertClose(Tensor[] expected, Tensor[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.Zip(actual))
            Assert.True((e - a).abs().max().item<float>() <= 1e-5f * Math.Max(1, e.abs().max().item<float>()), $"{e.shape.Length} dimensions: {(e - a).abs().max().item<float>()}");
    }
}
