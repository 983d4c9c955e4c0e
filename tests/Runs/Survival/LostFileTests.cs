using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Survival;

/// <summary>What a writer does when its files can no longer be written.</summary>
public sealed class LostFileTests
{
    [Fact]
    public void A_log_that_is_deleted_while_it_is_written_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using var writer = LogWriter.Create(path);
        writer.Append(new SummaryRecord("x", 1));
        writer.Flush();
        File.Delete(path);

        // It is looked for now and then, not at every write.
        FileNotFoundException? error = null;
        Assert.True(SpinWait.SpinUntil(() => (error = Error()) is not null, TimeSpan.FromMinutes(1)));
        Assert.Contains($"{path} is gone", error!.Message, StringComparison.Ordinal);
        writer.Abandon();

        FileNotFoundException? Error()
        {
            writer.Append(new SummaryRecord("x", 2));
            return Record.Exception(writer.Flush) as FileNotFoundException;
        }
    }

    [Fact]
    public void A_run_whose_folder_is_deleted_can_be_closed_without_hiding_the_first_error()
    {
        using var root = new TemporaryFolder();
        using (var writer = SampleRun.Create(root))
        {
            Directory.Delete(writer.Folder.Path, recursive: true);
            writer.LogScalar(1, 0, "loss", 1);
            Assert.Throws<FileNotFoundException>(() => SpinWait.SpinUntil(() =>
            {
                writer.LogScalar(1, 0, "loss", 1);
                writer.Commit();
                return false;
            }));
            writer.Fail("the folder is gone");
        }

        Assert.Empty(RunFolder.List(root));
    }

    [Fact]
    public void Where_no_run_can_be_created_nothing_is_left_and_the_folder_is_named()
    {
        using var root = new TemporaryFolder();
        root.Write("runs", "a file where the folder should be");
        var error = Assert.Throws<UserErrorException>(() => SampleRun.Create(root.File("runs")));
        Assert.Contains($"{root.File("runs")}: a run cannot be created there", error.Message, StringComparison.Ordinal);
        Assert.Equal([root.File("runs")], Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void What_a_killed_process_was_writing_is_removed_by_the_next_writer()
    {
        using var root = new TemporaryFolder();
        RunFolder run;
        using (var writer = SampleRun.Create(root))
            run = writer.Folder;
        var left = Path.Combine(run.CheckpointsPath, ".last.safetensors.abc.def.tmp");
        File.WriteAllText(left, "half");
        RunWriter.Open(run).Dispose();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void A_value_for_an_earlier_step_replaces_the_one_before_and_remains_visible()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        foreach (var (step, value) in new[] { (4, 1.0), (8, 2.0), (12, 3.0), (8, 2.5) })
            writer.LogScalar(step, 0, "test/box/psnr", value);
        writer.Commit();
        var log = RunLog.Read(writer.Folder.LogPath);
        Assert.Equal([1, 3, 2.5], log.Series("test/box/psnr").Select(p => p.Value));
        Assert.Equal([false, true, false, false], log.Series("test/box/psnr", includeSuperseded: true).Select(p => p.Superseded));
    }
}
