using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>The graph that stands in for a GPU's refuses what a GPU's would get wrong.</summary>
public sealed class RehearsedGraphTests
{
    [Fact]
    public void A_replay_takes_the_present_values_of_its_inputs()
    {
        using var scope = NewDisposeScope();
        using var graph = new RehearsedGraph();
        var input = full([2], 3.0, device: CPU);
        var output = graph.Capture(() => [input * 2])[0];
        graph.Replay();
        Assert.Equal(6, output.sum().item<float>() / 2);
        input.fill_(5);
        graph.Replay();
        Assert.Equal(10, output.sum().item<float>() / 2);
        output.Dispose();
    }

    [Fact]
    public void A_number_that_changes_is_refused()
    {
        using var scope = NewDisposeScope();
        using var graph = new RehearsedGraph();
        var (input, factor) = (ones([2], device: CPU), 1.0);
        graph.Capture(() => [input * factor++]);
        graph.Replay();
        var error = Assert.Throws<InvalidOperationException>(graph.Replay);
        Assert.Contains("captured was aten::mul", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_host_reads_or_makes_is_refused()
    {
        using var scope = NewDisposeScope();
        var input = ones([2], device: CPU);
        Refused(() => [input * input.sum().item<float>()]);
        Refused(() => [input * tensor([1f, 2f])]);
        Refused(() => [input * ones([2])]);

        static void Refused(Func<IReadOnlyList<Tensor>> work)
        {
            using var graph = new RehearsedGraph();
            Assert.Throws<InvalidOperationException>(() => graph.Capture(work));
        }
    }

    [Fact]
    public void A_region_of_autocast_is_within_the_work()
    {
        using var scope = NewDisposeScope();
        var input = ones([2, 2], device: CPU);
        using (var graph = new RehearsedGraph())
        using (new Autocast(DeviceType.CPU))
            Assert.Throws<InvalidOperationException>(() => graph.Capture(() => [input.matmul(input)]));
        using var within = new RehearsedGraph();
        using var output = within.Capture(Product)[0];
        Assert.Equal(ScalarType.BFloat16, output.dtype);

        IReadOnlyList<Tensor> Product()
        {
            using var region = new Autocast(DeviceType.CPU);
            return [input.matmul(input)];
        }
    }
}
