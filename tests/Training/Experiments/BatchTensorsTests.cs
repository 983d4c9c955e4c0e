using InpaintLab.Data.Datasets;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Experiments;

public sealed class BatchTensorsTests
{
    [Fact]
    public void Images_go_to_the_models_range_and_back_and_masks_stay()
    {
        using var scope = NewDisposeScope();
        var experiment = TinyRun.Experiment();
        var batch = MaskSet.Of(experiment, Split.Val, null)[0].Pairs.Batches(3).Single();
        var (image, mask) = BatchTensors.Of(batch, experiment.Device);
        Assert.Equal([3L, 3, 16, 16], image.shape);
        Assert.Equal([3L, 1, 16, 16], mask.shape);
        Assert.Equal(batch.Masks, mask.data<float>().ToArray());
        Assert.Equal([.. batch.Images.Select(v => (v * 2) - 1)], image.contiguous().data<float>().ToArray());
        Assert.Equal(batch.Images, BatchTensors.ToUnitRange(image).contiguous().data<float>().ToArray(), (a, b) => MathF.Abs(a - b) < 1e-6);
        Assert.Equal([0f, 0.5f, 1], BatchTensors.ToUnitRange(tensor(new[] { -3f, 0, 3 })).data<float>().ToArray());
    }
}
