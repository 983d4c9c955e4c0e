using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Training.Loop;

public sealed class EarlyStopTests
{
    private static readonly string[] Stopping =
    [
        "training.steps=60", "training.early_stop={metric: l1, patience: 2, min_delta: 50}", "evaluation.every=3", "training.checkpoint_every=5",
    ];

    [Theory]
    [InlineData(true, 0, "1 2 3 3 3", 5)]
    [InlineData(true, 0, "3 1 2", 3)]
    [InlineData(true, 0, "3 1 4 1 5 1 1", 7)]
    [InlineData(false, 0, "3 1 2 2", 4)]
    [InlineData(true, 1, "1 1.5 2 2.5 2.9", 5)]
    [InlineData(true, 0, "nan 1 nan nan", 4)]
    [InlineData(false, 0, "inf 3 2 1", 0)]
    public void It_is_due_after_so_many_results_that_are_no_better(bool higherIsBetter, double minDelta, string values, int dueAt)
    {
        var stop = new EarlyStop(new EarlyStopSpec { Patience = 2, MinDelta = minDelta }, higherIsBetter);
        var due = 0;
        foreach (var (i, value) in values.Split(' ').Index())
        {
            Assert.False(stop.IsDue);
            stop.Add(i, value switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, _ => double.Parse(value) });
            if (stop.IsDue)
                due = i + 1;
        }

        Assert.Equal(dueAt, due);
    }

    [Fact]
    public void A_run_that_stops_early_is_finished_and_says_why()
    {
        using var folder = new TemporaryFolder();
        var observer = new Observer();
        var outcome = TinyRun.Start(TinyRun.Spec(Stopping), folder, observer);
        var log = TinyRun.Log(outcome.Run);
        Assert.Equal((RunState.Finished, 9L), (log.State, outcome.Steps));
        Assert.StartsWith("stopped early at step 9 of 60: l1 on val/box has not become better in 2 evaluations", log.StateMessage);
        Assert.Contains(log.Events, e => e.Kind == "early-stop");
        Assert.Contains(log.StateMessage, observer.Notices);
        Assert.Equal(9, Checkpoint.ReadStep(Checkpoint.LastPath(outcome.Run)));
        Assert.Equal([3L, 6, 9], log.Series("val/box/l1").Select(p => p.Step));
        Assert.Equal(9, log.Series("test/box/l1").Single().Step);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    public void A_resumed_run_stops_where_the_uninterrupted_one_does(long at)
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec([.. Stopping, "training.log_every=1"]);
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        using var stop = new CancellationTokenSource();
        var root = folder.File("stopped");
        Assert.Throws<OperationCanceledException>(() => TinyRun.Start(spec, root, Observer.StoppingAtStep(at, stop), stop));
        var run = TinyRun.Only(root);
        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }
}
