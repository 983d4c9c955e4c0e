using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Runs.Folders;

public class RunFolderTests
{
    [Fact]
    public void A_new_run_has_its_files_under_a_name_that_tells_time_name_and_id()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root, "Places 64/äöü");
        var run = writer.Folder;

        Assert.Matches("^[0-9]{8}-[0-9]{6}-Places-64-[a-z2-7]{6}$", run.FolderName);
        Assert.Equal("Places-64", run.Name);
        Assert.EndsWith(run.Id, run.FolderName, StringComparison.Ordinal);
        Assert.Equal("name: Places 64/äöü\n", File.ReadAllText(run.SpecPath));
        Assert.Equal(SampleRun.Environment.Cores, RunEnvironment.Read(run.EnvironmentPath).Cores);
        Assert.All([run.CheckpointsPath, run.ImagesPath], path => Assert.True(Directory.Exists(path)));
        Assert.All([run.LogPath, run.TextLogPath], path => Assert.True(File.Exists(path)));
        Assert.Equal([run.Path], Directory.GetDirectories(root));
    }

    [Fact]
    public void The_list_holds_runs_in_order_of_time_also_those_in_sub_folders()
    {
        using var root = new TemporaryFolder();
        foreach (var name in new[] { "20260102-000000-b-bbbbbb", "reference/20260101-000000-a-aaaaaa", ".new-20260103-000000-c-cccccc" })
        {
            Directory.CreateDirectory(root.File(name));
            File.WriteAllBytes(Path.Combine(root.File(name), "points.log"), []);
        }

        Directory.CreateDirectory(root.File("20260104-000000-empty-dddddd/checkpoints"));

        Assert.Equal(["aaaaaa", "bbbbbb"], RunFolder.List(root).Select(r => r.Id));
        Assert.Empty(RunFolder.List(root.File("missing")));
    }

    [Fact]
    public void A_renamed_folder_keeps_its_id()
    {
        using var root = new TemporaryFolder();
        string id;
        using (var writer = SampleRun.Create(root))
            id = writer.Folder.Id;
        Directory.Move(Directory.GetDirectories(root).Single(), root.File("my best run"));

        var run = Assert.Single(RunFolder.List(root));

        Assert.Equal(id, run.Id);
        Assert.Equal("places-64", run.Name);
    }

    [Fact]
    public void A_folder_without_a_run_is_an_error_of_the_user()
    {
        using var root = new TemporaryFolder();
        Assert.Throws<UserErrorException>(() => RunFolder.Open(root));
    }

    [Fact]
    public void A_run_is_dead_when_it_says_running_and_nobody_writes_it()
    {
        using var root = new TemporaryFolder();
        RunFolder run;
        using (var writer = SampleRun.Create(root))
        {
            run = writer.Folder;
            Assert.Equal(RunState.Running, run.StateNow(RunLog.Read(run.LogPath).State));
        }

        Assert.Equal(RunState.Crashed, run.StateNow(RunLog.Read(run.LogPath).State));
        Assert.Equal(RunState.Failed, run.StateNow(RunState.Failed));
        using (var resumed = RunWriter.Resume(run, 0))
        {
            Assert.Equal(RunState.Running, run.StateNow(RunLog.Read(run.LogPath).State));
            resumed.SetState(RunState.Finished);
        }

        Assert.Equal(RunState.Finished, run.StateNow(RunLog.Read(run.LogPath).State));
    }

    [Fact]
    public void The_root_is_runs_here_unless_the_environment_names_another()
    {
        var before = Environment.GetEnvironmentVariable(RunsRoot.Variable);
        try
        {
            Environment.SetEnvironmentVariable(RunsRoot.Variable, null);
            Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "runs"), RunsRoot.Default());
            Environment.SetEnvironmentVariable(RunsRoot.Variable, "/data/runs");
            Assert.Equal("/data/runs", RunsRoot.Default());
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunsRoot.Variable, before);
        }
    }
}
