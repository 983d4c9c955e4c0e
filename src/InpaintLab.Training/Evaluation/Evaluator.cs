using InpaintLab.Classical;
using InpaintLab.Data.Loading;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;
using InpaintLab.Metrics.Paired;
using InpaintLab.Models;
using InpaintLab.Models.Baselines;
using InpaintLab.Runs.Log;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>The results of one network on one mask set.</summary>
/// <param name="MaskSet">The mask set's name.</param>
/// <param name="Rows">One value for each image and metric.</param>
/// <param name="Summaries">Each metric over all images.</param>
public sealed record EvaluationResult(string MaskSet, IReadOnlyList<ImageRow> Rows, IReadOnlyDictionary<string, MetricSummary> Summaries)
{
    /// <summary>Metrics of all composites against all true images, where they were asked for.</summary>
    public IReadOnlyList<SetResult> Sets { get; init; } = [];
}

/// <summary>Measures generators on mask sets: metrics of the composite in [0,1], float64, one value per image.</summary>
/// <param name="experiment">Data and metrics.</param>
/// <param name="blending">
/// What is done to a network's or method's composites first; the mean of known pixels is a baseline and stays.
/// </param>
public sealed class Evaluator(Experiment experiment, Blending blending = Blending.None)
{
    /// <summary>Measures a generator, which is put into evaluation mode and back.</summary>
    /// <param name="generator">The network.</param>
    /// <param name="set">Images and masks.</param>
    /// <param name="stop">Ends it between batches.</param>
    /// <param name="sets">The metrics of sets, where they are wanted.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public EvaluationResult Evaluate(InpaintingGenerator generator, MaskSet set, CancellationToken stop, SetEvaluator? sets = null)
    {
        experiment.MetricChoice.Load(experiment.Store);
        sets?.Begin(set, stop, (generator as KnownPixelMean)?.GetName());
        var rows = new List<ImageRow>();
        Predict(generator, set.Pairs.Batches(experiment.Spec.Evaluation.Batch), (batch, image, mask, prediction) =>
        {
            stop.ThrowIfCancellationRequested();
            var truth = BatchTensors.ToUnitRange(image).to(ScalarType.Float64);
            var result = BatchTensors.ToUnitRange(
                Blend(generator, Composite.Of(prediction.Refined, image, mask), mask)).to(ScalarType.Float64);
            var holes = mask.to(ScalarType.Float64);
            foreach (var metric in experiment.Metrics)
            {
                var values = metric.Metric.Compute(truth, result, holes).data<double>().ToArray();
                for (var i = 0; i < batch.Count; i++)
                    rows.Add(new ImageRow(batch.ImageIds[i], batch.MaskIds[i], batch.HoleRatios[i], metric.Name, values[i]));
            }

            sets?.Update(result);
        });
        return new EvaluationResult(
            set.Name, rows, experiment.Metrics.ToDictionary(
                m => m.Name, m => MetricSummary.Of([.. rows.Where(r => r.Metric == m.Name).Select(r => r.Value)])))
        {
            Sets = sets?.Compute() ?? [],
        };
    }

    /// <summary>
    /// Draws the first images of a set: truth, masked image, coarse (or raw) prediction, composite; null for evaluation.grid: 0.
    /// </summary>
    public ImageBuffer? DrawGrid(InpaintingGenerator generator, MaskSet set)
    {
        var count = Math.Min(experiment.Spec.Evaluation.Grid, set.Pairs.Count);
        if (count == 0)
            return null;
        ImageGrid? grid = null;
        Predict(generator, set.Pairs.Batches(count).Take(1), (batch, image, mask, prediction) =>
        {
            var stages = new[]
            {
                image,
                image * (1 - mask) + mask,
                prediction.Coarse ?? prediction.Refined,
                Blend(generator, Composite.Of(prediction.Refined, image, mask), mask),
            };
            grid = new ImageGrid(["truth", "masked", prediction.Coarse is null ? "prediction" : "coarse", "composite"]);
            var columns = stages.Select(ToImages).ToArray();
            for (var i = 0; i < batch.Count; i++)
                grid.AddRow([.. columns.Select(column => column[i])]);
        });
        return grid!.Render();
    }

    private Tensor Blend(InpaintingGenerator generator, Tensor composite, Tensor mask) =>
        BlendedPrediction.Of(generator is KnownPixelMean ? Blending.None : blending, composite, mask);

    private static ImageBuffer[] ToImages(Tensor images)
    {
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var values = BatchTensors.ToUnitRange(images).contiguous().data<float>().ToArray();
        return [.. values.Chunk(3 * height * width).Select(planes => ImageBuffer.FromPlanar(planes, 3, height, width))];
    }

    private void Predict(InpaintingGenerator generator, IEnumerable<Batch> batches, Action<Batch, Tensor, Tensor, Prediction> use)
    {
        var training = generator.training;
        generator.eval();
        try
        {
            foreach (var batch in batches)
            {
                using var scope = NewDisposeScope();
                using var constants = no_grad();
                var (image, mask) = BatchTensors.Of(batch, experiment.Device);
                use(batch, image, mask, generator.call(image, mask));
            }
        }
        finally
        {
            generator.train(training);
        }
    }
}
