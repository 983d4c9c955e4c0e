using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Tests.Contracts;
using InpaintLab.Tests.EndToEnd;
using InpaintLab.Tests.Torch.Extras;
using InpaintLab.Training.Inference;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Inference;

/// <summary>Forwards from a graph are those of the network, whatever the size, and nothing in them is left to the host.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class CapturedForwardsTests(TrainedRun trained)
{
    public static IEnumerable<TheoryDataRow<string, string>> Families => FamilyCases.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_can_be_captured(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        manual_seed(1);
        using var network = FamilyCases.Create(family, variant, narrow: true).CreateGenerator(FamilyCases.Resolution);
        network.eval();
        var graphs = new List<RehearsedGraph>();
        using var captured = new CapturedForwards((image, mask) => network.call(image, mask).Refined, () => Made(graphs));
        for (var i = 0; i < 3; i++)
        {
            var (image, mask) = Pair(FamilyCases.Resolution, i);
            Assert.Equal(network.call(image, mask).Refined.data<float>().ToArray(), captured.Run(image, mask).data<float>().ToArray());
        }

        Assert.Equal(1, captured.Captures);
        Assert.Equal(3, Assert.Single(graphs).Replays);
    }

    [Fact]
    public void Each_size_has_a_graph_and_the_oldest_goes_first()
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var graphs = new List<RehearsedGraph>();
        var captured = new CapturedForwards((image, mask) => image * mask, () => Made(graphs));
        for (var size = 1; size <= CapturedForwards.Most + 1; size++)
        {
            var (image, mask) = Pair(8 * size, size);
            Assert.Equal((image * mask).data<float>().ToArray(), captured.Run(image, mask).data<float>().ToArray());
        }

        Assert.Equal(CapturedForwards.Most + 1, captured.Captures);
        Assert.True(graphs[0].IsDisposed);
        Assert.All(graphs.Skip(1), g => Assert.False(g.IsDisposed));
        captured.Dispose();
        Assert.All(graphs, g => Assert.True(g.IsDisposed));
    }

    [Fact]
    public void Patches_are_predicted_as_without_graphs()
    {
        var network = new PieceMean(sizeMultiple: 8);
        var graphs = new List<RehearsedGraph>();
        using var plain = new PatchPredictor(network, CPU);
        using var captured = new PatchPredictor(network, CPU, () => Made(graphs));
        foreach (var side in new[] { 16, 21, 16 })
        {
            var patch = new Patch(side, side, new float[3 * side * side], new float[side * side]);
            Array.Fill(patch.Image, 0.25f);
            patch.Mask[0] = 1;
            Assert.Equal(plain.Predict([patch])[0], captured.Predict([patch])[0]);
        }

        Assert.Equal(2, graphs.Count);
    }

    [Fact]
    public void Without_a_gpu_they_are_refused()
    {
        var run = RunFolder.Open(trained.RunPath);
        var error = Assert.Throws<UserErrorException>(() => Inpainter.Load(run, device: "cpu", options: new InpaintingOptions { CudaGraph = true }));
        Assert.Equal("--cuda-graph: expected a CUDA device, received device cpu", error.Message);
    }

    private static RehearsedGraph Made(List<RehearsedGraph> graphs)
    {
        graphs.Add(new RehearsedGraph());
        return graphs[^1];
    }

    private static (Tensor Image, Tensor Mask) Pair(int side, int seed)
    {
        manual_seed(seed);
        var mask = zeros([1, 1, side, side]);
        mask.narrow(2, side / 4, side / 2).narrow(3, side / 8 * (1 + (seed % 3)), side / 4).fill_(1);
        return ((rand([1, 3, side, side]) * 2) - 1, mask);
    }
}
