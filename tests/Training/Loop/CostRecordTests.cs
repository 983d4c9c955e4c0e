using InpaintLab.Models;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>What a run records of its cost.</summary>
public sealed class CostRecordTests
{
    [Fact]
    public void Sizes_and_images_are_those_of_the_networks_and_the_plan()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec(
            "resolution=64", "training.steps=4", "objective.adversarial={kind: hinge, start: 0, n_critic: 2}", "evaluation.every=0");
        var log = TinyRun.Log(TinyRun.Start(spec, folder).Run);
        var experiment = TinyRun.Experiment("resolution=64");
        using var generator = experiment.CreateGenerator();
        using var discriminator = experiment.CreateDiscriminator();
        var expected = NetworkCost.Of(generator, 64);
        Assert.Equal(expected.Parameters, log.Summary[RunCost.GeneratorParametersKey]);
        Assert.Equal(expected.MultiplyAdds, log.Summary[RunCost.GeneratorMultiplyAddsKey]);
        Assert.Equal(NetworkCost.Of(discriminator, 64).Parameters, log.Summary[RunCost.DiscriminatorParametersKey]);

        // Four updates of the generator, and one more of the discriminator for each.
        Assert.Equal(8 * spec.Spec.Training.Batch, log.Summary[RunCost.TrainingImagesKey]);
    }

    [Fact]
    public void A_resumed_run_goes_on_counting_its_time_and_all_its_images()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var spec = TinyRun.Spec();
        Assert.Throws<OperationCanceledException>(() => TinyRun.Start(spec, folder, Observer.StoppingAtStep(5, stop), stop));
        var run = TinyRun.Only(folder.Path);
        var before = Assert.Single(TinyRun.Log(run).Series(RunCost.TrainingSecondsKey));
        Assert.True(before.Value > 0);
        TinyRun.Resume(run);

        var log = TinyRun.Log(run);
        var times = log.Series(RunCost.TrainingSecondsKey);
        Assert.Equal(before, times[0]);
        Assert.Equal(spec.Spec.Training.Steps!.Value, times[^1].Step);
        Assert.True(times[^1].Value > before.Value);
        Assert.Equal(spec.Spec.Training.Steps.Value * spec.Spec.Training.Batch, log.Summary[RunCost.TrainingImagesKey]);
    }

    [Fact]
    public void Without_any_record_there_is_no_cost()
    {
        Assert.Null(RunCost.Of(new Dictionary<string, double> { ["ssim"] = 0.5, ["time/images_per_second"] = 3 }));
        var cost = RunCost.Of(new Dictionary<string, double> { [RunCost.TrainingImagesKey] = 12, [RunCost.TrainingSecondsKey] = double.NaN });
        Assert.Equal(new RunCost { TrainingImages = 12 }, cost);
    }
}
