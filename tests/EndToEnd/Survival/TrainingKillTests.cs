using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.EndToEnd.Survival;

/// <summary>SIGKILL to trainings by the real command line.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class TrainingKillTests(TrainedRun trained)
{
    private const string Spec =
        """
        name: killed
        seed: 3
        resolution: 16
        device: cpu
        dataset: {kind: dead-leaves, train: 14, val: 3, test: 3}
        mask: {kind: random-box}
        model: {family: gated-conv, variant: unet, width: 2, discriminator_width: 2}
        objective: {adversarial: {kind: hinge, start: 0.3, weight: 0.1}}
        training: {steps: 40, batch: 2, workers: 1, log_every: 1, checkpoint_every: 3, ema: 0.9}
        evaluation: {every: 5, images: 3, batch: 2, metrics: [psnr_hole, l1], masks: [{name: box, kind: box}], grid: 2}
        """;

    [Fact]
    public void A_training_killed_while_it_writes_a_checkpoint_and_while_it_logs_is_in_the_end_the_one_that_was_not() =>
        Assert.InRange(new KilledTraining(trained.SpecPath, 50, RunFolder.Open(trained.RunPath)).Kill([Moment.Checkpoint, Moment.Log], new Random(1)), 1, 2);

    [Fact]
    [Trait(LongTests.Category, LongTests.Long)]
    public void A_training_killed_at_any_moments_is_in_the_end_the_one_that_was_not()
    {
        LongTests.Require();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("killed.yaml", Spec);
        var run = ProgramRun.Of(folder.File("runs"), "run", spec);
        Assert.Equal(0, run.ExitCode);
        var training = new KilledTraining(spec, evaluateEvery: 5, RunFolder.Open(folder.File("runs", run.Lines[^1])));
        var random = new Random(2);
        var counts = new Dictionary<Moment, int>();

        // The other third is that of writers alone, whose acknowledgements are known, and of the database.
        for (var kills = 0; kills < 2 * LongTests.Kills / 3;)
        {
            Moment[] moments = [Moment.Creation, .. Enumerable.Range(0, 5).Select(_ => (Moment)random.Next(1, 5))];
            var killed = training.Kill(moments, random);
            foreach (var moment in moments.Take(killed))
                counts[moment] = counts.GetValueOrDefault(moment) + 1;
            kills += killed;
        }

        Assert.Equal(5, counts.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"killed: {string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))}; "
            + $"listed: {string.Join(", ", training.States.Select(s => $"{s.Key} {s.Value}"))}; points compared: {training.Points}");
    }

    [Fact]
    [Trait(LongTests.Category, LongTests.Long)]
    public async Task Eight_trainings_and_32_readers_at_once_get_exact_counts_and_no_errors()
    {
        LongTests.Require();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("killed.yaml", Spec);
        var root = Path.GetDirectoryName(folder.File("runs", "x"))!;
        var trainings = Task.WhenAll(Enumerable.Range(1, 8).Select(seed => Task.Factory.StartNew(
            () => ProgramRun.Of(root, "run", spec, "-s", $"seed={seed}"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await Tests.Runs.Survival.Readers.While(root, trainings, 32);
        foreach (var training in await trainings)
        {
            Assert.True(training.ExitCode == 0, training.Error);
            Assert.DoesNotContain("lock", training.Error);
        }

        using var index = InpaintLab.Runs.Database.RunIndex.Open(root, notice => Assert.Fail(notice));
        Assert.Equal(Enumerable.Range(1, 8), index.Runs().Select(run => (int)run.Seed).Order());
        foreach (var run in index.Runs())
        {
            Assert.Equal(RunState.Finished, run.State);
            Assert.Equal(Enumerable.Range(1, 40).Select(step => (long)step), index.Series(run.Folder, "loss/l1").Select(p => p.Step));
            Assert.Equal([5L, 10, 15, 20, 25, 30, 35], index.Series(run.Folder, "val/box/l1").Select(p => p.Step));
            Assert.Equal(3, index.ImageRows(run.Folder, latestOnly: true).Count(r => r is { MaskSet: "test/box", Row.Metric: "l1" }));
        }
    }
}
