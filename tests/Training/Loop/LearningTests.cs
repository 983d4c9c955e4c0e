using InpaintLab.Torch;
using InpaintLab.Training.Evaluation;

namespace InpaintLab.Tests.Training.Loop;

public sealed class LearningTests
{
    [Fact]
    public void The_loss_falls_when_one_batch_is_learnt_by_heart()
    {
        using var folder = new TemporaryFolder();
        var observer = new Observer();
        TinyRun.Start(
            TinyRun.Spec(
                "dataset={kind: dead-leaves, train: 2, val: 1, test: 1, horizontal_flip: false, vertical_flip: false}",
                "mask={kind: box}",
                "model.width=8",
                "training.steps=150",
                "training.log_every=10",
                "training.optimizer.learning_rate=0.01",
                "evaluation.every=0"),
            folder,
            observer);
        double Loss(Index line) => observer.Progress[line].Losses.Single(l => l.Key == "loss/l1_hole").Mean;
        Assert.True(Loss(^1) < 0.5 * Loss(0), $"hole L1 fell from {Loss(0)} to {Loss(^1)} only");
    }

    [Fact]
    public void Training_raises_the_hole_psnr_above_the_untrained_network_s()
    {
        using var folder = new TemporaryFolder();
        var outcome = TinyRun.Start(
            TinyRun.Spec(
                "dataset={kind: dead-leaves, train: 200, val: 20, test: 20}",
                "model.width=8",
                "training.steps=150",
                "training.optimizer.learning_rate=0.003",
                "evaluation={every: 0, images: 20, batch: 20, grid: 0, metrics: [psnr_hole], masks: [{name: box, kind: random-box}]}"),
            folder);
        static double Psnr(IReadOnlyList<EvaluationResult> results) => results[0].Summaries["psnr_hole"].Mean;
        var (untrained, trained) = (Psnr(outcome.Untrained), Psnr(outcome.Network));
        Assert.True(trained > untrained + 1, $"{untrained} dB untrained, {trained} dB trained");
        Assert.Equal(TinyRun.Log(outcome.Run).Summary["psnr_hole"], trained);
    }

    [Fact]
    public void A_thousand_steps_leave_no_tensor_and_no_memory_behind()
    {
        using var folder = new TemporaryFolder();
        var before = LiveTensors.Settled();
        var run = TinyRun.Start(
            TinyRun.Spec(
                "training.steps=1000",
                "training.log_every=50",
                "training.checkpoint_every=250",
                "evaluation.every=250",
                "objective.adversarial.kind=hinge",
                "objective.adversarial.start=0"),
            folder).Run;
        Assert.Equal(before, LibTorch.LiveTensors);

        var log = TinyRun.Log(run);
        Assert.Single(log.Series("memory/live_tensors").Select(p => p.Value).Distinct());
        var resident = log.Series("memory/resident_bytes").Select(p => p.Value).ToArray();
        var warm = resident[resident.Length / 4];
        Assert.True(resident[^1] - warm < 50e6, $"resident memory grew from {warm:n0} to {resident[^1]:n0} bytes");
    }

    [Fact]
    public void Progress_counts_steps_to_the_end_and_estimates_the_time_left()
    {
        using var folder = new TemporaryFolder();
        var observer = new Observer();
        TinyRun.Start(TinyRun.Spec("training.epochs=2", "training.steps=null"), folder, observer);
        Assert.Equal([5L, 10, 14], observer.Progress.Select(p => p.Step));
        Assert.All(observer.Progress, p => Assert.Equal(14, p.TotalSteps));
        Assert.All(observer.Progress, p => Assert.True(p.ImagesPerSecond > 0));
        Assert.True(observer.Progress[0].Left > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, observer.Progress[^1].Left);
        Assert.Equal([4L, 8, 12, 14], observer.Evaluations);
        Assert.Equal([0, 1, 1], TinyRun.Log(TinyRun.Only(folder)).Series("loss/l1").Select(p => p.Epoch));
    }
}
