using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Data.Datasets;
using InpaintLab.Models.Baselines;
using InpaintLab.Runs;
using InpaintLab.Runs.Queries;
using InpaintLab.Tests.Metrics;
using InpaintLab.Torch;
using InpaintLab.Torch.Safetensors;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Evaluation;

/// <summary>Metrics of sets in an experiment, and the features of true images on disk.</summary>
public sealed class SetEvaluatorTests : IDisposable
{
    private const string TwoSets = "evaluation.masks=[{name: box, kind: random-box}, {name: free, kind: free-form}]";

    private readonly TemporaryFolder _folder = new();
    private readonly WeightsStore _store;
    private readonly FeatureCache _cache;

    public SetEvaluatorTests()
    {
        _store = FakeWeights.Store(Path.Combine(_folder, "weights"));
        _cache = new FeatureCache(Path.Combine(_folder, "features"));
    }

    public void Dispose()
    {
        WatchedDeadLeaves.WhenRead = _ => { };
        _folder.Dispose();
    }

    [Fact]
    public void Composites_are_measured_against_true_images_that_are_read_once_for_all_masks()
    {
        var experiment = Experiment("evaluation.metrics=[psnr_hole, fid64]", TwoSets);
        var (results, reads) = Evaluate(experiment);

        // Three images: once for their features, and once under each of two masks.
        Assert.Equal(3 * (1 + 2), reads);
        Assert.All(results, r => Assert.Equal((3, 3), (Assert.Single(r.Sets).Value.Truths, r.Sets[0].Value.Results)));
        Assert.All(results, r => Assert.True(r.Sets[0].Value.Value > 1e-6));
        Assert.Contains("3 images for 64 dimensions", Assert.Single(results[0].Sets[0].Value.Notes));

        // Without a hole the composite is the image, whatever the network predicts.
        var bare = Experiment("evaluation.metrics=[psnr_hole, fid64]", "evaluation.masks=[{name: tiny, kind: box, width: 0.1, height: 0.1}]");
        Assert.True(Evaluate(bare).Results[0].Sets[0].Value.Value < results[0].Sets[0].Value.Value);
    }

    [Fact]
    public void Features_of_true_images_are_kept_and_found_again()
    {
        var experiment = Experiment("evaluation.metrics=[psnr_hole, fid64]");
        var (first, _) = Evaluate(experiment);
        var (second, reads) = Evaluate(experiment);
        Assert.Equal(3, reads);
        Assert.Equal(first[0].Sets[0].Value.Value, second[0].Sets[0].Value.Value, 1e-9);

        // That they come from the file shows when the file says something else.
        var file = Assert.Single(Kept(baseline: false));
        Falsify(file);
        Assert.NotEqual(first[0].Sets[0].Value.Value, Evaluate(experiment).Results[0].Sets[0].Value.Value, 1e-3);

        // A damaged file is none.
        File.WriteAllText(file, "damaged");
        Assert.Equal(first[0].Sets[0].Value.Value, Evaluate(experiment).Results[0].Sets[0].Value.Value, 1e-9);
    }

    [Fact]
    public void Features_of_the_known_mean_are_kept_for_the_same_masks()
    {
        var first = Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]")).Results[0].Sets[0];
        var file = Assert.Single(Kept(baseline: true));
        var second = Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]")).Results[0].Sets[0];
        Assert.Equal(first.Value.Value, second.Value.Value, 1e-9);
        Assert.Equal(first.Value.Settings, second.Value.Settings);

        Falsify(file);
        Assert.NotEqual(first.Value.Value, Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]")).Results[0].Sets[0].Value.Value, 1e-3);
        File.Delete(file);
        File.Copy(Assert.Single(Kept(baseline: false)), file); // another key in its place
        Assert.Equal(first.Value.Value, Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]")).Results[0].Sets[0].Value.Value, 1e-9);

        Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]", TwoSets.Replace("free-form", "box", StringComparison.Ordinal)));
        Assert.Single(Kept(baseline: false));
        Assert.Equal(2, Kept(baseline: true).Count);
    }

    [Fact]
    public void Features_of_a_network_are_not_kept()
    {
        var experiment = Experiment("evaluation.metrics=[psnr_hole, fid64]");
        using var sets = new SetEvaluator(experiment, _cache);
        using var network = experiment.CreateGenerator();
        new Evaluator(experiment).Evaluate(network, MaskSet.Of(experiment, Split.Val, null)[0], CancellationToken.None, sets);
        Assert.Single(Kept(baseline: false));
        Assert.Empty(Kept(baseline: true));
    }

    [Theory]
    [InlineData("resolution=24")]
    [InlineData("evaluation.images=2")]
    [InlineData("dataset.seed=9")]
    public void Features_of_other_images_are_others(string change)
    {
        Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]"));
        Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]", change));
        Assert.Equal((2, 2), (Kept(baseline: false).Count, Kept(baseline: true).Count));
    }

    [Fact]
    public void Features_of_other_weights_are_others()
    {
        Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]"));
        var other = FakeWeights.Store(Path.Combine(_folder, "others"), weights => weights["Conv2d_1a_3x3.bn.bias"].add_(1));
        Evaluate(new Experiment(Spec("evaluation.metrics=[psnr_hole, fid64]"), other));
        Assert.Equal((2, 2), (Kept(baseline: false).Count, Kept(baseline: true).Count));
    }

    [Fact]
    public void A_metric_whose_weights_are_absent_is_left_out_with_what_brings_them()
    {
        var empty = new WeightsStore(Path.Combine(_folder, "empty"));
        var experiment = new Experiment(Spec("evaluation.metrics=[fid, psnr_hole, lpips, 'fd-inception768(keras)']"), empty);
        Assert.Equal(["psnr_hole"], experiment.Metrics.Select(m => m.Name));
        Assert.Empty(experiment.MetricChoice.OfSets);
        Assert.Equal(["fid", "lpips", "fd-inception768(keras)"], experiment.MetricChoice.Missing.Select(m => m.Name));
        Assert.Contains("inpaintlab weights fetch fid-inception", experiment.MetricChoice.Missing[0].Reason);
        Assert.Contains("inpaintlab weights fetch lpips-alex", experiment.MetricChoice.Missing[1].Reason);
        Assert.Contains("inpaintlab weights import inception-v3-keras-to-mixed7a.safetensors", experiment.MetricChoice.Missing[2].Reason);
        Assert.Empty(Evaluate(experiment).Results[0].Sets);

        var error = Assert.Throws<UserErrorException>(() => new Experiment(Spec("evaluation.metrics=[fid]"), empty));
        Assert.Contains("expected at least one metric per image", error.Message);
    }

    [Fact]
    public void What_the_last_evaluation_would_refuse_is_refused_at_once()
    {
        string Refused(params string[] overrides) => Assert.Throws<UserErrorException>(() => Experiment(overrides)).Message;
        Assert.Equal(
            "evaluation.images: fid64 expects at least 2, received 1", Refused("evaluation.metrics=[psnr_hole, fid64]", "evaluation.images=1"));
        Assert.Equal(
            "resolution: pd-squeezenet(keras) expects at least 32 px, received 16", Refused("evaluation.metrics=['pd-squeezenet(keras)']"));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_name()
    {
        var experiment = Experiment("evaluation.metrics=['pd-squeezenet(keras)']", "resolution=32");
        var error = Assert.Throws<UserErrorException>(() => Evaluate(experiment));
        Assert.Contains("not the weights of SqueezeNet 1.1: expected tensor 'features.0.weight' [64, 3, 3, 3], found none", error.Message);
    }

    [Fact]
    public void A_run_stores_the_number_with_its_conditions()
    {
        var results = Evaluate(Experiment("evaluation.metrics=[psnr_hole, fid64]")).Results;
        var outcome = TinyRun.Start(TinyRun.Spec("training.steps=1", "evaluation.every=0"), _folder);
        using (var run = RunWriter.Open(outcome.Run))
            EvaluationLog.Write(run, 7, results, "known-mean/");
        var log = RunLog.Read(outcome.Run.LogPath);
        var record = Assert.Single(SetMetricRecord.Of(log.Provenance));
        Assert.Equal(("fid64", "val/box", "known-mean", 7), (record.SetMetric, record.MaskSet, record.Method, record.Step));
        Assert.Equal(results[0].Sets[0].Value.Value, record.Value);
        Assert.Equal(record.Value, log.Series("val/box/known-mean/fid64").Single().Value);
        Assert.Equal(_store.Entry("fid-inception").Sha256, record.Conditions["weights_sha256"]);
        foreach (var (key, value) in new[] { ("layer", "64"), ("truths", "3"), ("results", "3"), ("split", "val"), ("resolution", "16") })
            Assert.Equal(value, record.Conditions[key]);
        Assert.Contains("299", record.Conditions["input"]);
        Assert.NotEmpty(record.Notes);
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        var experiment = Experiment("evaluation.metrics=[psnr_hole, fid64]");
        var before = LiveTensors.Settled();
        Evaluate(experiment);
        Assert.Equal(before, LibTorch.LiveTensors);
    }

    private static InpaintLab.Core.Specs.ResolvedSpec Spec(params string[] overrides) => TinyRun.Spec(overrides).WithDataset<WatchedDeadLeaves>();

    private Experiment Experiment(params string[] overrides) => new(Spec(overrides), _store);

    private static void Falsify(string file)
    {
        using (var scope = NewDisposeScope())
        {
            using var read = SafetensorsFile.Open(file);
            SafetensorsWriter.Write($"{file}.new", [KeyValuePair.Create("features", read.Read("features") + 1)], read.Metadata);
        }

        File.Move($"{file}.new", file, overwrite: true);
    }

    private List<string> Kept(bool baseline) => [.. Directory.GetFiles(_cache.Folder).Where(path =>
    {
        using var file = SafetensorsFile.Open(path);
        return file.Metadata["key"].Contains("known-pixel-mean", StringComparison.Ordinal) == baseline;
    })];

    private (IReadOnlyList<EvaluationResult> Results, int Reads) Evaluate(Experiment experiment)
    {
        var reads = 0;
        WatchedDeadLeaves.WhenRead = _ => reads++;
        using var mean = new KnownPixelMean();
        using var sets = experiment.MetricChoice.OfSets.Count > 0 ? new SetEvaluator(experiment, _cache) : null;
        var evaluator = new Evaluator(experiment);
        var results = MaskSet.Of(experiment, Split.Val, null).Select(set => evaluator.Evaluate(mean, set, CancellationToken.None, sets)).ToList();
        return (results, reads);
    }
}
