using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>A run whose numbers are no longer numbers stops, says so, and keeps the last state that was good.</summary>
public sealed class DivergenceTests
{
    // With this seed the bad image is read in the third step: the checkpoints at 0 and 2 come before it.
    private static readonly string[] EveryTwo =
        ["training.checkpoint_every=2", "training.ema=0", "evaluation.every=0", "training.init=default"];

    [Theory]
    [InlineData(2, "training.log_every=5")]
    [InlineData(2, "training.log_every=100")]
    [InlineData(0, "training.log_every=100", "training.checkpoint_every=3")]
    [InlineData(0, "training.log_every=100", "training.checkpoint_every=0")]
    [InlineData(2, "training.clip=0")]
    [InlineData(2, "training.ema=0.9")]
    [InlineData(2, "objective.adversarial={kind: wgan-gp, start: 0}")]
    public void A_loss_that_is_no_number_stops_the_run_and_the_last_good_checkpoint_stays(int lastGood, params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec([.. EveryTwo, .. overrides]).WithDataset<BadDeadLeaves>();
        var error = Assert.Throws<TrainingDivergedException>(() => TinyRun.Start(spec, folder));

        var run = TinyRun.Only(folder);
        AssertFailed(run, error);
        Assert.Contains("loss/", error.Message, StringComparison.Ordinal);
        Assert.Equal(lastGood, Checkpoint.ReadStep(Checkpoint.LastPath(run)));
        AssertGood(run, spec);
    }

    [Fact]
    public void A_gradient_that_is_no_number_stops_the_run_though_the_loss_is_one()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec([.. EveryTwo, "training.checkpoint_every=1"]).WithFamily<FakeFamily<EndlessSlope>>();
        var error = Assert.Throws<TrainingDivergedException>(() => TinyRun.Start(spec, folder));

        var run = TinyRun.Only(folder);
        AssertFailed(run, error);
        Assert.Contains("scale", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Checkpoint.ReadStep(Checkpoint.LastPath(run)));
    }

    private static void AssertFailed(RunFolder run, TrainingDivergedException error)
    {
        Assert.Contains(Checkpoint.LastPath(run), error.Message, StringComparison.Ordinal);
        Assert.Contains("learning_rate", error.Message, StringComparison.Ordinal);
        var log = TinyRun.Log(run);
        Assert.Equal((RunState.Failed, error.Message), (log.State, log.StateMessage));
        Assert.Contains(log.Events, e => e.Level == EventLevel.Error && e.Message == error.Message);
    }

    // The checkpoint is the one that a run with sound images writes at that step.
    private static void AssertGood(RunFolder run, ResolvedSpec bad)
    {
        using var folder = new TemporaryFolder();
        var last = Checkpoint.ReadStep(Checkpoint.LastPath(run));
        using var stop = new CancellationTokenSource();
        if (last == 0)
            stop.Cancel();
        try
        {
            Assert.Throws<OperationCanceledException>(() => TinyRun.Start(
                bad.WithDataset<WatchedDeadLeaves>(), folder, Observer.StoppingAtRead(Split.Train, 2 * last, stop), stop));
        }
        finally
        {
            WatchedDeadLeaves.WhenRead = _ => { };
        }

        Assert.Equal(RunContent.Tensors(Checkpoint.LastPath(TinyRun.Only(folder))), RunContent.Tensors(Checkpoint.LastPath(run)));
    }
}
