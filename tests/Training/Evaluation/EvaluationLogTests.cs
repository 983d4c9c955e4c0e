using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;
using InpaintLab.Metrics.Paired;
using InpaintLab.Runs.Log;
using InpaintLab.Tests.Runs;
using InpaintLab.Training.Evaluation;

namespace InpaintLab.Tests.Training.Evaluation;

public sealed class EvaluationLogTests
{
    [Fact]
    public void Rows_and_means_are_logged_under_the_mask_set_and_a_baseline_under_its_prefix()
    {
        using var folder = new TemporaryFolder();
        using var run = SampleRun.Create(folder);
        ImageRow[] rows = [new("a.png", "box-0", 0.25, "l1", 2), new("b.png", "box-1", 0.5, "l1", 4)];
        var result = new EvaluationResult("val/box", rows, new Dictionary<string, MetricSummary> { ["l1"] = MetricSummary.Of([2, 4]) });
        EvaluationLog.Write(run, 7, [result], "");
        EvaluationLog.Write(run, 7, [result], "known-mean/");

        var log = TinyRun.Log(run.Folder);
        Assert.Equal(["val/box/known-mean/l1", "val/box/l1"], log.Keys);
        Assert.All(log.Keys, key => Assert.Equal((7L, 3.0), log.Series(key).Select(p => (p.Step, p.Value)).Single()));
        Assert.Equal(["l1", "l1", "known-mean/l1", "known-mean/l1"], log.ImageRows().Select(r => r.Row.Metric));
        Assert.All(log.ImageRows(), r => Assert.Equal((7L, "val/box"), (r.Step, r.MaskSet)));
        Assert.Equal(rows, log.ImageRows().Take(2).Select(r => r.Row));
    }

    [Fact]
    public void A_grid_of_each_mask_set_is_a_png_in_the_run_and_in_its_log()
    {
        using var folder = new TemporaryFolder();
        using var run = SampleRun.Create(folder);
        var experiment = TinyRun.Experiment("evaluation.masks=[{name: box, kind: box}, {name: free, kind: free-form}]");
        using var generator = experiment.CreateGenerator();
        var sets = MaskSet.Of(experiment, Split.Val, null);
        var files = EvaluationLog.WriteGrids(run, 500, new Evaluator(experiment), generator, sets);

        Assert.Equal(["val-box-0000500.png", "val-free-0000500.png"], files.Select(Path.GetFileName));
        Assert.All(files, file => Assert.True(ImageFile.Read(file).Width > 4 * 16));
        var images = TinyRun.Log(run.Folder).Images();
        Assert.Equal([("grid/val/box", 500L), ("grid/val/free", 500L)], images.Select(i => (i.Name, i.Step)));
        Assert.Equal(files, images.Select(i => Path.Combine(run.Folder.Path, i.Path)));
    }

    [Fact]
    public void A_spec_without_grids_writes_none()
    {
        using var folder = new TemporaryFolder();
        using var run = SampleRun.Create(folder);
        var experiment = TinyRun.Experiment("evaluation.grid=0");
        using var generator = experiment.CreateGenerator();
        Assert.Empty(EvaluationLog.WriteGrids(run, 1, new Evaluator(experiment), generator, MaskSet.Of(experiment, Split.Val, null)));
        Assert.Empty(Directory.GetFiles(run.Folder.ImagesPath));
    }

    [Fact]
    public void A_finished_run_holds_the_network_and_both_baselines_on_the_test_split_with_their_masks_provenance()
    {
        using var folder = new TemporaryFolder();
        var outcome = TinyRun.Start(TinyRun.Spec("training.steps=2", "evaluation.every=0"), folder);
        var log = TinyRun.Log(outcome.Run);
        string[] metrics = ["psnr_hole", "l1", "untrained/psnr_hole", "untrained/l1", "known-mean/psnr_hole", "known-mean/l1"];
        var series = log.Keys.Where(k => k.StartsWith("test/", StringComparison.Ordinal));
        Assert.Equal(metrics.Select(m => $"test/box/{m}").Order(), series.Order());
        Assert.Equal(metrics.Length * 3, log.ImageRows().Count);
        Assert.All(log.ImageRows(), r => Assert.Equal(2, r.Step));
        Assert.Contains("\"hash\"", log.Provenance["test/box"], StringComparison.Ordinal);
        Assert.Equal([.. outcome.Grids], log.Images().Select(i => Path.Combine(outcome.Run.Path, i.Path)));
        Assert.Equal(outcome.KnownMean[0].Summaries["l1"].Mean, log.Series("test/box/known-mean/l1").Single().Value);
    }
}
