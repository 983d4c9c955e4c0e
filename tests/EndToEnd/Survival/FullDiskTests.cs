using System.Diagnostics;
using System.Runtime.Versioning;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.EndToEnd.Survival;

/// <summary>Trainings whose folder is full, may not be written, or disappears.</summary>
[Collection(TrainedRunCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class FullDiskTests(TrainedRun trained)
{
    [Fact]
    public void On_a_full_disk_a_training_says_so_keeps_what_it_had_and_goes_on_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        var root = Path.GetDirectoryName(folder.File("disk", "x"))!;

        // Room for the first checkpoints: two of steps 0 and 30 and the best one, but not for a fourth beside them.
        var kilobytes = (new FileInfo(trained.CheckpointPath).Length * 7 / 2 / 1024) + 60;
        var mounted = Command("mount", $"-t tmpfs -o size={kilobytes}k none {root}");
        Assert.SkipUnless(mounted, "needs the right to mount a file system");
        try
        {
            var full = ProgramRun.Of(root, "run", trained.SpecPath);
            Assert.Equal(1, full.ExitCode);
            Assert.Contains("No space left on device", full.Error);
            Assert.Contains("inpaintlab run --resume", full.Error);
            AssertKept(root, least: 50);

            Assert.True(Command("mount", $"-o remount,size=64m {root}"));
            AssertGoesOn(root);
        }
        finally
        {
            Command("umount", root);
        }
    }

    [Fact]
    public void A_checkpoint_too_large_for_the_file_system_ends_a_training_that_can_go_on()
    {
        using var root = new TemporaryFolder();
        var kilobytes = new FileInfo(trained.CheckpointPath).Length / 1024 / 2;

        // The runtime's own large file is one of memory, which the limit would hit as well.
        var limited = ProgramRun.Script(
            root, $"trap '' XFSZ; ulimit -f {kilobytes}; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$PROGRAM\" run {trained.SpecPath}");
        Assert.Equal(1, limited.ExitCode);
        Assert.Contains("inpaintlab run --resume", limited.Error);
        AssertKept(root, least: -1);
        AssertGoesOn(root);
    }

    [Fact]
    public void Where_runs_may_not_be_written_a_training_is_refused_and_what_is_there_can_be_listed()
    {
        using var root = new TemporaryFolder();
        File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            // Root may write anywhere unless it gives that up.
            var program = "$(test $(id -u) = 0 && echo setpriv --bounding-set=-dac_override --inh-caps=-dac_override) dotnet \"$PROGRAM\"";
            var refused = ProgramRun.Script(root, $"{program} run {trained.SpecPath}");
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains($"{root.Path}: a run cannot be created there", refused.Error);
            var listed = ProgramRun.Script(root, $"{program} runs list --json");
            Assert.Equal(0, listed.ExitCode);
            Assert.Equal(0, listed.Json.GetArrayLength());
            Assert.Empty(Directory.GetFileSystemEntries(root));
        }
        finally
        {
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void AssertKept(string root, long least)
    {
        var run = Assert.Single(RunFolder.List(root));
        var log = RunLog.Read(run.LogPath);
        Assert.Empty(log.Corruptions);
        Assert.Contains(run.StateNow(log.State), new[] { RunState.Failed, RunState.Crashed });
        Assert.InRange(log.LastStep, least, 80);
        var whole = RunLog.Read(Path.Combine(trained.RunPath, "points.log")).Series("loss/l1");
        Assert.Equal(whole.Select(p => p.Value).Take(log.Series("loss/l1").Count), log.Series("loss/l1").Select(p => p.Value));
    }

    private void AssertGoesOn(string root)
    {
        var resumed = ProgramRun.Of(root, "run", "--resume", "latest");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Training.RunContent.Of(RunFolder.Open(trained.RunPath)), Training.RunContent.Of(Assert.Single(RunFolder.List(root))));
    }

    private static bool Command(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
