using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Tests.Training.Checkpoints;

/// <summary>Damage to checkpoints is seen, said, and gone around.</summary>
public sealed class CheckpointDamageTests
{
    [Fact]
    public void A_flip_of_any_byte_and_a_cut_at_any_byte_is_seen()
    {
        using var folder = new TemporaryFolder();
        using var generator = new OneColour(0.1f, 0.2f, 0.3f);
        var path = folder.File("a.safetensors");
        Checkpoint.WriteGenerator(path, "spec", generator);
        Assert.Null(Checkpoint.Problem(path));
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(path, bytes);
            Assert.Contains(path, Checkpoint.Problem(path) ?? $"byte {at} was not seen", StringComparison.Ordinal);
            File.WriteAllBytes(path, whole[..at]);
            Assert.Contains(path, Checkpoint.Problem(path) ?? $"a cut at {at} was not seen", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flip_in_any_part_of_a_training_state_is_seen()
    {
        using var folder = new TemporaryFolder();
        using var state = new TrainingState();
        state.Train(1);
        var path = folder.File("a.safetensors");
        state.Write(path);
        var whole = File.ReadAllBytes(path);

        // A stride that is no divisor of anything: each byte of the header, then places all over the weights.
        for (var at = 0; at < whole.Length; at += at < 200 ? 1 : 997)
        {
            whole[at] ^= 0x10;
            File.WriteAllBytes(path, whole);
            Assert.NotNull(Checkpoint.Problem(path));
            whole[at] ^= 0x10;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_whose_newest_checkpoint_is_damaged_or_lost_goes_on_from_the_one_before(bool damaged)
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec("training.checkpoint_every=4", "evaluation.every=0");
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        var run = Died(spec, folder.File("died"));
        if (damaged)
            Damage(Checkpoint.LastPath(run));
        else
            File.Delete(Checkpoint.LastPath(run));

        var observer = new Observer();
        TinyRun.Resume(run, observer);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
        Assert.Contains(observer.Notices, n => n.Contains("going on from previous.safetensors, step 4", StringComparison.Ordinal));
        Assert.Single(TinyRun.Log(run).Events, e => e.Kind == "checkpoint-damaged");
    }

    [Fact]
    public void Where_both_are_damaged_it_goes_on_from_the_best_one()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec("training.checkpoint_every=4");
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        var run = Died(spec, folder.File("died"));
        Damage(Checkpoint.LastPath(run));
        Damage(Checkpoint.PreviousPath(run));
        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }

    [Fact]
    public void Where_none_is_whole_all_are_named_and_the_run_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var run = Died(TinyRun.Spec("training.checkpoint_every=4", "evaluation.every=0"), folder);
        Damage(Checkpoint.LastPath(run));
        Damage(Checkpoint.PreviousPath(run));
        var before = File.ReadAllBytes(run.LogPath);
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Resume(run));
        Assert.Contains(Checkpoint.LastPath(run), error.Message, StringComparison.Ordinal);
        Assert.Contains(Checkpoint.PreviousPath(run), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(run.LogPath));
    }

    [Fact]
    public void Whoever_wants_a_damaged_checkpoint_is_told_which_ones_are_whole()
    {
        using var folder = new TemporaryFolder();
        var run = Died(TinyRun.Spec("training.checkpoint_every=4", "evaluation.every=0"), folder);
        Damage(Checkpoint.LastPath(run));
        var error = Assert.Throws<UserErrorException>(() => Checkpoint.ReadStep(Checkpoint.LastPath(run)));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("previous.safetensors (step 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_killed_before_its_first_checkpoint_starts_anew()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec();
        var straight = TinyRun.Start(spec, folder.File("straight")).Run;
        var killed = new Observer { WhenStarted = () => throw new TimeoutException("the machine went down") };
        Assert.Throws<TimeoutException>(() => TinyRun.Start(spec, folder.File("killed"), killed));
        var run = TinyRun.Only(folder.File("killed"));
        Assert.Empty(Directory.GetFiles(run.CheckpointsPath));
        TinyRun.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }

    [Fact]
    public void A_run_whose_folder_is_deleted_ends_with_an_error_that_says_so()
    {
        using var folder = new TemporaryFolder();
        var observer = new Observer { WhenLogged = p => Delete(p.Step == 5) };
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Start(TinyRun.Spec(), folder, observer));
        Assert.Contains("its folder is gone", error.Message, StringComparison.Ordinal);

        void Delete(bool now)
        {
            if (now)
                Directory.Delete(TinyRun.Only(folder).Path, recursive: true);
        }
    }

    // After step 10, with checkpoints of steps 8 and 4.
    private static RunFolder Died(ResolvedSpec spec, string root)
    {
        var died = new Observer { WhenLogged = p => Crash(p.Step == 10) };
        Assert.Throws<TimeoutException>(() => TinyRun.Start(spec, root, died));
        return TinyRun.Only(root);
    }

    private static void Crash(bool now)
    {
        if (now)
            throw new TimeoutException("the machine went down");
    }

    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
