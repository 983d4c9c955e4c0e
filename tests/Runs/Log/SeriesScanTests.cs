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
        Assert.Equal(whole.Keys, SeriesScan.Keys(log));
        foreach (var key in whole.Keys.Append("nothing"))
            Assert.Equal(whole.Series(key), SeriesScan.Series(log, key));
        Assert.Equal(90, SeriesScan.Series(log, "loss/l1")[^1].Value);
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
        var points = SeriesScan.Series(log, "loss/l1");
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

        Assert.Equal(RunLog.Read(folder.LogPath).Series("loss/l1"), SeriesScan.Series(folder.LogPath, "loss/l1"));
        Assert.Equal([1.0, 2, 30, 40], SeriesScan.Series(folder.LogPath, "loss/l1").Select(p => p.Value));
    }
}
