using InpaintLab.Data.Datasets;
using InpaintLab.Models.Baselines;
using InpaintLab.Torch;
using InpaintLab.Training.Evaluation;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Evaluation;

public sealed class EvaluatorTests
{
    [Fact]
    public void There_is_one_row_for_each_image_and_metric_with_its_mask_and_hole_ratio()
    {
        var experiment = TinyRun.Experiment("evaluation.masks=[{name: box, kind: random-box}]");
        var set = MaskSet.Of(experiment, Split.Val, null)[0];
        using var generator = experiment.CreateGenerator();
        var result = new Evaluator(experiment).Evaluate(generator, set, CancellationToken.None);

        var pairs = set.Pairs.Batches(3).Single();
        var holes = pairs.Masks.Chunk(16 * 16).Select(mask => (double)mask.Average());
        Assert.Equal("val/box", result.MaskSet);
        foreach (var metric in new[] { "psnr_hole", "l1" })
        {
            var rows = result.Rows.Where(r => r.Metric == metric).ToList();
            Assert.Equal(pairs.ImageIds, rows.Select(r => r.ImageId));
            Assert.Equal(["box-0000", "box-0001", "box-0002"], rows.Select(r => r.MaskId));
            Assert.Equal(holes, rows.Select(r => r.HoleRatio));
            Assert.Equal(rows.Average(r => r.Value), result.Summaries[metric].Mean, 1e-12);
        }

        Assert.Equal(6, result.Rows.Count);
        Assert.Equal(2, result.Summaries.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_size_of_batches_changes_no_row(int batch)
    {
        static EvaluationResult Evaluate(int batch)
        {
            var experiment = TinyRun.Experiment($"evaluation.batch={batch}", "evaluation.metrics=[l1, l1_hole, psnr, psnr_hole, ssim]");
            using var mean = new KnownPixelMean();
            return new Evaluator(experiment).Evaluate(mean, MaskSet.Of(experiment, Split.Val, null)[0], CancellationToken.None);
        }

        static IEnumerable<(string, string, double)> Rows(EvaluationResult result) =>
            result.Rows.Select(r => (r.ImageId, r.Metric, Math.Round(r.Value, 9))).Order();
        Assert.Equal(Rows(Evaluate(50)), Rows(Evaluate(batch)));
    }

    [Fact]
    public void The_known_pixel_mean_is_the_mean_of_the_known_pixels_by_hand()
    {
        using var scope = NewDisposeScope();
        using var mean = new KnownPixelMean();
        var image = tensor(new[] { -1f, 0.5f, 0.25f, 0.75f, /**/ 0, 0, 0, 0, /**/ 1, -1, 1, -1 }, [1, 3, 2, 2]);
        var mask = tensor(new[] { 1f, 0, 0, 0 }, [1, 1, 2, 2]);
        var refined = mean.call(image, mask).Refined.contiguous().data<float>().ToArray();
        Assert.Equal([0.5f, 0, -1f / 3], [refined[0], refined[4], refined[8]]);
    }

    [Fact]
    public void Values_of_the_known_pixel_mean_are_those_computed_by_hand()
    {
        var experiment = TinyRun.Experiment("evaluation.metrics=[l1_hole, psnr_hole]");
        var set = MaskSet.Of(experiment, Split.Val, null)[0];
        using var mean = new KnownPixelMean();
        var result = new Evaluator(experiment).Evaluate(mean, set, CancellationToken.None);
        var batch = set.Pairs.Batches(3).Single();
        for (var i = 0; i < 3; i++)
        {
            var (absolute, squared) = MeanErrors(batch.Images.AsSpan(i * 768, 768), batch.Masks.AsSpan(i * 256, 256));
            Assert.Equal(100 * absolute, Value("l1_hole"), 1e-4);
            Assert.Equal(-10 * Math.Log10(squared), Value("psnr_hole"), 1e-4);
            double Value(string metric) => result.Rows.Single(r => r.ImageId == batch.ImageIds[i] && r.Metric == metric).Value;
        }
    }

    [Fact]
    public void The_network_is_left_in_its_mode_and_no_tensor_is_left_behind()
    {
        var experiment = TinyRun.Experiment();
        var set = MaskSet.Of(experiment, Split.Val, null)[0];
        using var generator = experiment.CreateGenerator();
        var before = LiveTensors.Settled();
        foreach (var training in new[] { true, false })
        {
            generator.train(training);
            new Evaluator(experiment).Evaluate(generator, set, CancellationToken.None);
            new Evaluator(experiment).DrawGrid(generator, set);
            Assert.Equal(training, generator.training);
        }

        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        var experiment = TinyRun.Experiment();
        using var mean = new KnownPixelMean();
        var set = MaskSet.Of(experiment, Split.Val, null)[0];
        var evaluator = new Evaluator(experiment);
        Assert.Throws<OperationCanceledException>(() => evaluator.Evaluate(mean, set, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("unet")]
    [InlineData("self-attention")]
    public void The_grid_shows_as_many_images_as_asked_for_and_none_for_zero(string variant)
    {
        var wide = Height(variant, 3);
        Assert.True(Height(variant, 1) < wide);
        Assert.Equal(wide, Height(variant, 64));
        Assert.Equal(0, Height(variant, 0));
    }

    private static int Height(string variant, int rows)
    {
        var experiment = TinyRun.Experiment($"model.variant={variant}", $"evaluation.grid={rows}");
        using var generator = experiment.CreateGenerator();
        return new Evaluator(experiment).DrawGrid(generator, MaskSet.Of(experiment, Split.Val, null)[0])?.Height ?? 0;
    }

    // Mean absolute and squared error in the hole, when it is filled with each channel's mean outside.
    private static (double Absolute, double Squared) MeanErrors(ReadOnlySpan<float> image, ReadOnlySpan<float> mask)
    {
        var (absolute, squared, count) = (0.0, 0.0, 0);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Slice(channel * mask.Length, mask.Length);
            var (sum, known) = (0.0, 0);
            for (var k = 0; k < mask.Length; k++)
            {
                if (mask[k] == 0)
                    (sum, known) = (sum + plane[k], known + 1);
            }

            for (var k = 0; k < mask.Length; k++)
            {
                if (mask[k] == 0)
                    continue;
                var error = plane[k] - (sum / known);
                (absolute, squared, count) = (absolute + Math.Abs(error), squared + (error * error), count + 1);
            }
        }

        return (absolute / count, squared / count);
    }
}
