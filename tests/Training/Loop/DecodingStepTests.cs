using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Tests.Data;
using InpaintLab.Tests.Torch.Extras;
using InpaintLab.Tests.Training.Experiments;
using InpaintLab.Training.Loop;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>Steps on files that are decoded late are those on decoded ones, and a captured step has nothing of it.</summary>
public sealed class DecodingStepTests : IDisposable
{
    private const int Steps = 7;
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_are_those_of_the_host_captured_or_not(bool isCaptured)
    {
        using var scope = NewDisposeScope();
        var (decoder, graph) = (new HostDecoder(), new RehearsedGraph());
        using var host = new TrainingStep(TinyRun.Experiment(Settings), initialise: true, onEvent: null);
        using (var late = new TrainingStep(
            TinyRun.Experiment([.. Settings, "training.decode=gpu"]), initialise: true, onEvent: null, profile: null,
            isCaptured ? () => graph : null, decoder))
        {
            Assert.Single(decoder.Calls); // of the first batch, on which weights are rescaled
            host.Start(0);
            late.Start(0);
            for (var step = 0; step < Steps; step++)
            {
                Assert.Equal(host.Run(step), late.Run(step));
                Assert.Equal(host.Window.Means(), late.Window.Means());
            }

            Assert.Equal(1 + Steps, decoder.Calls.Count);
            Assert.Equal(isCaptured, graph.Replays > 0);
            Assert.Equal(Weights(host), Weights(late));
        }

        Assert.True(decoder.IsDisposed);
    }

    [Fact]
    public void Without_a_gpu_it_is_refused_before_there_is_a_run()
    {
        using var runs = new TemporaryFolder();
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Start(TinyRun.Spec([.. Settings, "training.decode=gpu"]), runs));
        Assert.Equal("training.decode: gpu: expected a CUDA device, received device cpu; use decode: cpu", error.Message);
        Assert.Empty(RunFolder.List(runs));
    }

    private string[] Settings
    {
        get
        {
            if (!Directory.Exists(_files["train"]))
                _files.WithImages("train", 9, extension: ".jpg").WithImages("train/more", 1).WithImages("val", 3);
            return [$"dataset={{kind: images, root: {_files.Path}, leaks: allow}}", "training.workers=1"];
        }
    }

    private static float[] Weights(TrainingStep training) =>
        [.. training.Generator.parameters().SelectMany(p => p.contiguous().data<float>().ToArray())];
}
