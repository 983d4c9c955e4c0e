using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs;

public class RunWriterTests
{
    [Fact]
    public void What_is_logged_is_read()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        writer.LogScalar(1, 0, "train/loss", 0.5);
        writer.LogScalars(2, 1, [new("train/loss", double.NaN), new("train/l1", 3)]);
        writer.LogImageRows(2, "box", [new("a", "m", 0.3, "psnr", 20)]);
        writer.LogEvent(EventLevel.Warning, "skipped-file", "2 files are broken", 2);
        writer.LogImage(2, "grid/box", Path.Combine(writer.Folder.ImagesPath, "box.png"));
        writer.SetProvenance("psnr", """{"range": 1}""");
        writer.SetSummary("psnr", 19);
        writer.SetSummary("psnr", 20);
        writer.SetState(RunState.Failed, "the loss is not a number");

        var log = RunLog.Read(writer.Folder.LogPath);

        Assert.Equivalent(SampleRun.Description, log.Description!.Description, strict: true);
        Assert.Equal(writer.Folder.Id, log.Description.Id);
        Assert.Equal(["train/l1", "train/loss"], log.Keys);
        Assert.Equal([(1, 0, 0.5), (2, 1, double.NaN)], log.Series("train/loss").Select(p => (p.Step, p.Epoch, p.Value)));
        Assert.Equal([new EvaluatedRow(2, "box", new("a", "m", 0.3, "psnr", 20), false)], log.ImageRows());
        Assert.Equal(("skipped-file", 2L), log.Events.Select(e => (e.Kind, e.Count)).Single());
        Assert.Equal([new LoggedImage(2, "grid/box", "images/box.png", false)], log.Images());
        Assert.Equal("""{"range": 1}""", log.Provenance["psnr"]);
        Assert.Equal(20, log.Summary["psnr"]);
        Assert.Equal((RunState.Failed, "the loss is not a number"), (log.State, log.StateMessage));
        Assert.Equal(2, log.LastStep);
        Assert.Contains("warning skipped-file x2: 2 files are broken", ReadShared(writer.Folder.TextLogPath), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_committed_is_in_the_file_without_dispose()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        for (var step = 1; step <= 20; step++)
        {
            writer.LogScalar(step, 0, "train/loss", step);
            writer.Commit();

            Assert.Equal(step, RunLog.Read(writer.Folder.LogPath).Series("train/loss").Count);
        }
    }

    [Fact]
    public void After_a_resume_points_past_the_checkpoint_are_superseded_not_doubled()
    {
        using var root = new TemporaryFolder();
        RunFolder run;
        using (var writer = SampleRun.Create(root))
        {
            run = writer.Folder;
            LogSteps(writer, 1, 5, 100);
        }

        using (var writer = RunWriter.Resume(run, step: 3))
            LogSteps(writer, 4, 6, 200);

        var log = RunLog.Read(run.LogPath);
        Assert.Equal([101, 102, 103, 204, 205, 206], log.Series("x").Select(p => p.Value));
        Assert.Equal([104, 105], log.Series("x", includeSuperseded: true).Where(p => p.Superseded).Select(p => p.Value));
        Assert.Equal([101, 102, 103, 204, 205, 206], log.ImageRows().Select(r => r.Row.Value));
        Assert.Equal(8, log.ImageRows(includeSuperseded: true).Count);
        Assert.Equal([1, 2, 3, 4, 5, 6], log.Images().Select(i => i.Step));
        Assert.Equal(["resumed"], log.Events.Select(e => e.Kind));
        Assert.Equal(RunState.Running, log.State);
    }

    [Fact]
    public void A_later_evaluation_of_the_same_step_replaces_the_earlier_one()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        writer.LogImageRows(9, "box", [new("a", "m", 0.3, "psnr", 1), new("b", "m", 0.3, "psnr", 2)]);
        writer.LogImageRows(9, "box", [new("a", "m", 0.3, "psnr", 3), new("a", "n", 0.3, "psnr", 4)]);
        writer.Commit();

        var log = RunLog.Read(writer.Folder.LogPath);

        Assert.Equal([2, 3, 4], log.ImageRows().Select(r => r.Row.Value));
        Assert.Equal([true, false, false, false], log.ImageRows(includeSuperseded: true).Select(r => r.Superseded));
    }

    [Fact]
    public void Of_two_values_or_images_of_one_step_the_later_counts()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        foreach (var value in new[] { 1, 2 })
        {
            writer.LogScalar(9, 0, "test/box/psnr", value);
            writer.LogScalar(9, 0, "test/box/l1", value);
            writer.LogImage(9, "grid/box", Path.Combine(writer.Folder.ImagesPath, "box.png"));
        }

        writer.LogScalar(10, 0, "test/box/psnr", 3);
        writer.Commit();

        var log = RunLog.Read(writer.Folder.LogPath);
        Assert.Equal([2, 3], log.Series("test/box/psnr").Select(p => p.Value));
        Assert.Equal([1, 2, 3], log.Series("test/box/psnr", includeSuperseded: true).Select(p => p.Value));
        Assert.Equal(2, Assert.Single(log.Series("test/box/l1")).Value);
        Assert.Single(log.Images());
    }

    [Fact]
    public void A_run_whose_process_died_is_taken_over_and_says_so()
    {
        using var root = new TemporaryFolder();
        RunFolder run;
        using (var writer = SampleRun.Create(root))
        {
            run = writer.Folder;
            Assert.Null(writer.Recovery);
        }

        var dead = ProcessIdentity.Current with { Start = "another start" };
        File.WriteAllText(Path.Combine(run.Path, RunLock.FileName), JsonSerializer.Serialize(dead, InpaintLab.Runs.Queries.RunJson.Compact));
        using var resumed = RunWriter.Open(run);
        Assert.Contains($"process {dead.Pid} on {dead.Host}, which ended", resumed.Recovery);
        resumed.Commit();
        Assert.Equal(resumed.Recovery, Assert.Single(RunLog.Read(run.LogPath).Events, e => e.Kind == "lock-recovered").Message);
    }

    [Fact]
    public void What_a_killed_creation_left_is_removed_by_the_next_one_and_what_is_being_created_stays()
    {
        using var root = new TemporaryFolder();
        string Unfinished(string name, ProcessIdentity? owner, TimeSpan age)
        {
            var path = Directory.CreateDirectory(root.File(name)).FullName;
            if (owner is not null)
                File.WriteAllText(Path.Combine(path, RunLock.FileName), JsonSerializer.Serialize(owner, InpaintLab.Runs.Queries.RunJson.Compact));
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
            return path;
        }

        var own = ProcessIdentity.Current;
        string[] stale =
        [
            Unfinished(".new-dead", own with { Start = "another start" }, TimeSpan.Zero),
            Unfinished(".new-old", owner: null, TimeSpan.FromHours(1)),
        ];
        string[] alive =
        [
            Unfinished(".new-alive", own, TimeSpan.FromHours(1)),
            Unfinished(".new-young", owner: null, TimeSpan.Zero),
            Unfinished(".new-elsewhere", own with { Host = "far-away" }, TimeSpan.Zero),
            Unfinished(".other", owner: null, TimeSpan.FromHours(1)),
        ];
        SampleRun.Create(root).Dispose();
        Assert.All(stale, path => Assert.False(Directory.Exists(path), path));
        Assert.All(alive, path => Assert.True(Directory.Exists(path), path));
    }

    [Fact]
    public void A_second_process_on_the_run_is_refused_and_the_first_goes_on()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);

        Assert.Throws<UserErrorException>(() => RunWriter.Resume(writer.Folder, 0));
        writer.LogScalar(1, 0, "x", 1);
        writer.Commit();

        Assert.Single(RunLog.Read(writer.Folder.LogPath).Series("x"));
    }

    [Fact]
    public void Going_on_after_a_crash_says_what_was_removed_and_what_is_damaged()
    {
        using var root = new TemporaryFolder();
        RunFolder run;
        using (var writer = SampleRun.Create(root))
        {
            run = writer.Folder;
            LogSteps(writer, 1, 3, 0);
        }

        var bytes = File.ReadAllBytes(run.LogPath);
        bytes[^30] ^= 1;
        File.WriteAllBytes(run.LogPath, [.. bytes, 1, 2, 3]);

        using (var writer = RunWriter.Open(run))
            writer.LogScalar(9, 0, "x", 9);

        var log = RunLog.Read(run.LogPath);
        Assert.Equal([EventLevel.Error], log.Events.Where(e => e.Kind == "corrupt-log").Select(e => e.Level));
        Assert.Equal([1, 2, 9], log.Series("x").Select(p => p.Value));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);

        Assert.Throws<ArgumentException>(() => writer.SetState(RunState.Crashed));
        Assert.Throws<ArgumentException>(() => writer.LogImage(1, "x", "/elsewhere/x.png"));
        Assert.ThrowsAny<JsonException>(() => writer.SetProvenance("x", "{"));
    }

    private static void LogSteps(RunWriter writer, int first, int last, double offset)
    {
        for (var step = first; step <= last; step++)
        {
            writer.LogScalar(step, 0, "x", offset + step);
            writer.LogImageRows(step, "box", [new("a", "m", 0.3, "psnr", offset + step)]);
            writer.LogImage(step, "grid", "images/grid.png");
            writer.Commit();
        }
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
