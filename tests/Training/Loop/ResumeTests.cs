using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>A run that was stopped and resumed is, bit for bit, the run that was not.</summary>
public sealed class ResumeTests
{
    private static readonly string[] Adversarial =
    [
        "resolution=64", "training.steps=9", "objective.adversarial.kind=hinge", "objective.adversarial.start=0.3",
        "objective.adversarial.warm_up=0.4", "objective.adversarial.weight=0.1",
    ];

    [Theory]
    [InlineData]
    [InlineData("training.ema=0", "training.init=default", "training.clip=0", "training.optimizer.schedule=cosine")]
    [InlineData("training.workers=2")]
    [InlineData("training.steps=null", "training.epochs=2")]
    [InlineData("evaluation.every=0")]
    public void A_run_stopped_between_two_log_lines_goes_on_as_if_it_had_not_been(params string[] overrides) =>
        AssertSame(overrides, stop => Observer.StoppingAtRead(Split.Train, 16, stop));

    [Theory]
    [InlineData("model.variant=unet")]
    [InlineData("model.variant=self-attention")]
    [InlineData("model.variant=unet", "training.workers=2", "training.ema=0")]
    [InlineData("model.variant=self-attention", "training.activation_checkpointing=blocks")]
    public void A_run_with_an_adversarial_term_goes_on_as_if_it_had_not_been_stopped(params string[] overrides) =>
        AssertSame([.. Adversarial, .. overrides], stop => Observer.StoppingAtRead(Split.Train, 14, stop));

    [Theory]
    [InlineData(36, "{kind: hinge, n_critic: 2, diff_augment: [colour, translation, cutout]}", "training.accumulate=2")]
    [InlineData(22, "{kind: wgan-gp-eps, n_critic: 3}", "training.optimizer.discriminator_schedule={kind: linear, warm_up: 0.2}")]
    [InlineData(22, "{kind: wgan-gp, r1: 1}", "training.accumulate=2", "training.ema=0")]
    [InlineData(16, "{kind: ns}", "training.optimizer={kind: sgd, momentum: 0.9, schedule: step}", "training.clip_value=0.1")]
    [InlineData(16, "{kind: hinge}", "training.optimizer={kind: adamw, weight_decay: 0.01}", "training.clip=1")]
    [InlineData(16, "{kind: none}", "training.optimizer={kind: rmsprop, momentum: 0.5}", "training.clip=1")]
    public void A_run_that_reads_several_batches_a_step_goes_on_as_if_it_had_not_been_stopped(int reads, string adversarial, params string[] overrides) =>
        AssertSame(
            [$"objective.adversarial={adversarial}", "objective.adversarial.start=0.3", "training.steps=9", .. overrides],
            stop => Observer.StoppingAtRead(Split.Train, reads, stop));

    [Fact]
    public void A_run_killed_between_its_last_results_and_its_end_doubles_no_result()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec();
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        var killed = new Observer { WhenEvaluated = step => Crash(step == 12) };
        Assert.Throws<TimeoutException>(() => TinyRun.Start(spec, folder.File("killed"), killed));
        var run = TinyRun.Only(folder.File("killed"));
        Assert.NotEmpty(TinyRun.Log(run).Series("test/box/psnr_hole"));

        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
        Assert.Single(TinyRun.Log(run).Series("test/box/known-mean/l1"));
    }

    [Fact]
    public void A_run_stopped_in_an_evaluation_makes_that_evaluation_up() =>
        AssertSame([], stop => Observer.StoppingAtRead(Split.Val, 3, stop));

    [Fact]
    public void A_run_stopped_in_its_last_evaluation_doubles_no_result() =>
        AssertSame([], stop => Observer.StoppingAtRead(Split.Test, 5, stop));

    [Fact]
    public void A_run_stopped_before_its_first_step_starts() =>
        AssertSame([], stop => new Observer { WhenStarted = stop.Cancel });

    [Fact]
    public void A_run_that_died_goes_on_from_its_last_checkpoint_and_its_later_points_no_longer_count()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec("training.checkpoint_every=4");
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        var died = new Observer { WhenLogged = p => Crash(p.Step == 10) };
        Assert.Throws<TimeoutException>(() => TinyRun.Start(spec, folder.File("died"), died));

        var run = TinyRun.Only(folder.File("died"));
        Assert.Equal(RunState.Failed, TinyRun.Log(run).State);
        Assert.Equal(8, Checkpoint.ReadStep(Checkpoint.LastPath(run)));
        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
        Assert.Contains(TinyRun.Log(run).Series("loss/l1", includeSuperseded: true), p => p.Superseded);
    }

    [Fact]
    public void The_best_checkpoint_stays_the_best_after_a_resume()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec(
            "training.steps=20", "evaluation.every=3", "training.optimizer.learning_rate=0.3", "training.checkpoint_every=3");
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        foreach (var step in new[] { 5, 10, 15 })
        {
            var root = folder.File($"died-{step}");
            Assert.Throws<TimeoutException>(() => TinyRun.Start(spec, root, new Observer { WhenLogged = p => Crash(p.Step == step) }));
            TinyRun.Resume(TinyRun.Only(root));
            Assert.Equal(RunContent.Tensors(Checkpoint.BestPath(straight)), RunContent.Tensors(Checkpoint.BestPath(TinyRun.Only(root))));
        }
    }

    [Fact]
    public void A_resumed_run_can_be_stopped_and_resumed_again()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec("training.log_every=1");
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        using var first = new CancellationTokenSource();
        var root = folder.File("stopped");
        Assert.Throws<OperationCanceledException>(() => TinyRun.Start(spec, root, Observer.StoppingAtStep(3, first), first));
        var run = TinyRun.Only(root);
        using var second = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => TinyRun.Resume(run, Observer.StoppingAtStep(7, second), second));
        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }

    [Fact]
    public void A_finished_run_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        var run = TinyRun.Start(TinyRun.Spec("training.steps=1"), folder).Run;
        var before = RunContent.Of(run);
        Assert.Contains("finished", Assert.Throws<UserErrorException>(() => TinyRun.Resume(run)).Message, StringComparison.Ordinal);
        Assert.Equal(before, RunContent.Of(run));
    }

    [Fact]
    public void A_run_without_its_checkpoint_is_not_resumed_and_the_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder);
        foreach (var checkpoint in Directory.GetFiles(run.CheckpointsPath))
            File.Delete(checkpoint);
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Resume(run));
        Assert.Contains(Checkpoint.LastPath(run), error.Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Interrupted, TinyRun.Log(run).State);
    }

    [Fact]
    public void A_run_whose_environment_cannot_be_read_is_not_resumed_and_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder);
        File.WriteAllText(run.EnvironmentPath, "{");
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Resume(run));
        Assert.Contains(run.EnvironmentPath, error.Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Interrupted, TinyRun.Log(run).State);
    }

    [Fact]
    public void A_run_whose_spec_was_edited_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder);
        File.WriteAllText(run.SpecPath, File.ReadAllText(run.SpecPath).Replace("seed: 3", "seed: 4", StringComparison.Ordinal));
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Resume(run));
        Assert.Contains("another spec", error.Message, StringComparison.Ordinal);
        var log = TinyRun.Log(run);
        Assert.Equal(RunState.Interrupted, log.State);
        Assert.DoesNotContain(log.Events, e => e.Kind is "failed" or "resumed");
        Assert.Null(RunLock.OwnerOf(run.Path));
    }

    [Fact]
    public void A_resume_on_another_machine_says_what_differs_and_a_resume_on_the_same_one_says_nothing()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder);
        var environment = RunEnvironment.Read(run.EnvironmentPath);
        using var again = new CancellationTokenSource();
        var same = Observer.StoppingAtStep(10, again);
        Assert.Throws<OperationCanceledException>(() => TinyRun.Resume(run, same, again));
        Assert.Empty(same.Notices);

        var other = environment with
        {
            Cpu = "another processor",
            ThreadVariables = new Dictionary<string, string>(environment.ThreadVariables) { ["MKL_NUM_THREADS"] = "77" },
            Extra = new Dictionary<string, string>(environment.Extra) { ["libtorch"] = "0.1" },
        };
        other.Write(run.EnvironmentPath);
        var observer = new Observer();
        TinyRun.Resume(run, observer);
        Assert.Equal(3, observer.Notices.Count);
        Assert.Contains(observer.Notices, n => n.Contains("another processor", StringComparison.Ordinal));
        Assert.Contains(observer.Notices, n => n.Contains("MKL_NUM_THREADS was '77'", StringComparison.Ordinal));
        Assert.Contains(observer.Notices, n => n.Contains("libtorch was '0.1'", StringComparison.Ordinal));
        Assert.Equal(3, TinyRun.Log(run).Events.Count(e => e.Kind == "environment"));
    }

    private static void AssertSame(string[] overrides, Func<CancellationTokenSource, Observer> stopping)
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec(overrides);
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        using var stop = new CancellationTokenSource();
        try
        {
            Assert.Throws<OperationCanceledException>(
                () => TinyRun.Start(spec.WithDataset<WatchedDeadLeaves>(), folder.File("stopped"), stopping(stop), stop));
        }
        finally
        {
            WatchedDeadLeaves.WhenRead = _ => { };
        }

        var run = TinyRun.Only(folder.File("stopped"));
        Assert.Equal(RunState.Interrupted, TinyRun.Log(run).State);
        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }

    private static RunFolder Stopped(string root)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => TinyRun.Start(TinyRun.Spec(), root, Observer.StoppingAtStep(5, stop), stop));
        return TinyRun.Only(root);
    }

    private static void Crash(bool now)
    {
        if (now)
            throw new TimeoutException("the machine went down");
    }
}
