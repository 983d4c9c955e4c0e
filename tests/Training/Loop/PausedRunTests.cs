using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>Runs that are trained to a step for now, and further later.</summary>
public sealed class PausedRunTests
{
    [Fact]
    public void A_run_in_several_parts_is_the_run_in_one_under_the_schedule_of_the_whole()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec("training.optimizer.schedule={kind: cosine, warm_up: 0.2}");
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;

        var paused = Assert.Throws<StepReachedException>(() => TrainingSession.Start(spec, folder.File("parts"), new Observer(), CancellationToken.None, until: 4));
        Assert.Equal((4L, 12L), (paused.Step, paused.Total));
        var run = TinyRun.Only(folder.File("parts"));
        Assert.Equal((RunState.Interrupted, "paused after step 4 of 12"), (TinyRun.Log(run).State, TinyRun.Log(run).StateMessage));
        Assert.Equal(4, Checkpoint.ReadStep(Checkpoint.LastPath(run)));
        Assert.Single(TinyRun.Log(run).Series("val/box/psnr_hole"), p => p.Step == 4);

        // Where it is already, and then in the middle of a log line.
        Assert.Throws<StepReachedException>(() => TrainingSession.Resume(run, new Observer(), CancellationToken.None, until: 4));
        Assert.Throws<StepReachedException>(() => TrainingSession.Resume(run, new Observer(), CancellationToken.None, until: 7));
        Assert.Equal(12, TrainingSession.Resume(run, new Observer(), CancellationToken.None, until: 100).Steps);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }
}
