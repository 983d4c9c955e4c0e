using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

/// <summary>A scan says of a series what the whole log says.</summary>
public sealed class SeriesScanTests
{
    [Fact]
    public void It_finds_what_counts_of_one_series_among_many()
    {
        using var root = new TemporaryFolder();
        string log;
        using (var run = SampleRun.Create(root))
        {
            log = run.Folder.LogPath;
            for (var step = 1; step <= 9; step++)
                run.LogScalars(step, step / 4, [new("loss/l1", step == 3 ? double.NaN : step), new("loss/other", -step)]);
            run.LogScalar(9, 2, "loss/l1", 90);
            run.LogScalar(9, 2, "alone", 1);
        }

        var whole = RunLog.Read(log);
        Assert.Equal(whole.Keys, Read(log, "loss/l1").AllKeys);
        foreach (var key in whole.Keys.Append("nothing"))
            Assert.Equal(whole.Series(key), Points(log, key));
        Assert.Equal(90, Points(log, "loss/l1")[^1].Value);
    }

    [Fact]
    public void Damage_and_an_unfinished_end_leave_the_rest()
    {
        using var root = new TemporaryFolder();
        string log;
        using (var run = SampleRun.Create(root))
        {
            log = run.Folder.LogPath;
            for (var step = 1; step <= 50; step++)
                run.LogScalar(step, 0, "loss/l1", step);
        }

        var bytes = File.ReadAllBytes(log);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(log, bytes[..^5]);
        var points = Points(log, "loss/l1");
        Assert.Equal(RunLog.Read(log).Series("loss/l1"), points);
        Assert.NotEqual(50, points.Count);
    }

    [Fact]
    public void What_a_resume_replaced_does_not_count()
    {
        using var root = new TemporaryFolder();
        RunFolder folder;
        using (var run = SampleRun.Create(root))
        {
            folder = run.Folder;
            for (var step = 1; step <= 4; step++)
                run.LogScalar(step, 0, "loss/l1", step);
        }

        using (var resumed = RunWriter.Resume(folder, 2))
        {
            resumed.LogScalar(3, 0, "loss/l1", 30);
            resumed.LogScalar(4, 0, "loss/l1", 40);
        }

        Assert.Equal(RunLog.Read(folder.LogPath).Series("loss/l1"), Points(folder.LogPath, "loss/l1"));
        Assert.Equal([1.0, 2, 30, 40], Points(folder.LogPath, "loss/l1").Select(p => p.Value));
    }

    [Fact]
    public void Several_series_are_read_at_once_and_in_order_of_steps()
    {
        using var root = new TemporaryFolder();
        using var run = SampleRun.Create(root);
        foreach (var step in new[] { 1, 5, 3, 3, 2 })
            run.LogScalars(step, 0, [new("a", step), new("b", -step), new("c", 0)]);
        run.Dispose();
        using var scan = Read(run.Folder.LogPath, "a", "b", "nothing");
        Assert.Equal(["a", "b"], scan.Keys);
        Assert.Equal([1L, 2, 3, 5], scan["a"]!.Steps.ToArray());
        Assert.Equal([-1.0, -2, -3, -5], scan["b"]!.Values.ToArray());
        Assert.Null(scan["c"]);
        Assert.Equal(RunLog.Read(run.Folder.LogPath).Series("a").OrderBy(p => p.Step), scan["a"]!.ToPoints());
    }

    [Fact]
    public void Of_a_step_that_is_logged_again_out_of_order_the_later_value_counts()
    {
        using var root = new TemporaryFolder();
        using var run = SampleRun.Create(root);
        foreach (var (step, value) in new[] { (1, 1.0), (5, 5), (3, 3), (5, 50), (3, 30), (1, 10), (7, 7) })
            run.LogScalar(step, 0, "a", value);
        run.Dispose();
        var log = RunLog.Read(run.Folder.LogPath);
        Assert.Equal([(5L, 50.0), (3, 30), (1, 10), (7, 7)], log.Series("a").Select(p => (p.Step, p.Value)));
        Assert.Equal(log.Series("a").OrderBy(p => p.Step), Points(run.Folder.LogPath, "a"));

        // All that was ever logged stands as it was logged.
        Assert.Equal([1.0, 5, 3, 50, 30, 10, 7], log.Series("a", includeSuperseded: true).Select(p => p.Value));
    }

    [Fact]
    public void A_run_was_running_between_its_states_and_until_its_last_sign_of_life()
    {
        using var root = new TemporaryFolder();
        RunFolder folder;
        using (var run = SampleRun.Create(root))
        {
            folder = run.Folder;
            run.LogScalar(1, 0, "loss/l1", 1);
            run.SetState(RunState.Finished);
        }

        var log = RunLog.Read(folder.LogPath);
        Assert.Equal(log.States[^1].Time - log.States[0].Time, RunningTime.Of(folder.LogPath));

        // Resumed and killed: it ends with what it logged last.
        using (var resumed = RunWriter.Resume(folder, 1))
            resumed.LogScalar(2, 0, "loss/l1", 2);
        var again = RunLog.Read(folder.LogPath);
        var second = again.Series("loss/l1")[^1].Time - again.States[^1].Time;
        Assert.Equal(log.States[^1].Time - log.States[0].Time + second, RunningTime.Of(folder.LogPath));
    }

    private static SeriesScan Read(string log, params string[] keys) => SeriesScan.Read(log, keys.Contains);

    private static IReadOnlyList<ScalarPoint> Points(string log, string key)
    {
        using var scan = Read(log, key);
        return scan[key]?.ToPoints() ?? [];
    }
}
