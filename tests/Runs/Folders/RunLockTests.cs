using System.Diagnostics;
using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Folders;

public class RunLockTests
{
    [Fact]
    public void A_second_writer_is_refused_by_the_owners_name_until_the_first_is_done()
    {
        using var folder = new TemporaryFolder();
        using (RunLock.Acquire(folder))
        {
            var error = Assert.Throws<UserErrorException>(() => RunLock.Acquire(folder));
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}, since ", error.Message, StringComparison.Ordinal);
            Assert.Equal(ProcessIdentity.Current, RunLock.OwnerOf(folder)?.Process);
        }

        Assert.Null(RunLock.OwnerOf(folder));
        using var second = RunLock.Acquire(folder);
        Assert.Equal(ProcessIdentity.Current, RunLock.OwnerOf(folder)?.Process);
    }

    [Fact]
    public void The_lock_of_an_ended_process_is_taken_over()
    {
        using var folder = new TemporaryFolder();
        var git = new ProcessStartInfo("git", "--version") { UseShellExecute = false, RedirectStandardOutput = true };
        using var ended = Process.Start(git)!;
        ended.WaitForExit();
        WriteOwner(folder, new ProcessIdentity(Environment.MachineName, ended.Id, ProcessIdentity.Current.Start));

        using var taken = RunLock.Acquire(folder);

        Assert.Equal(ProcessIdentity.Current, RunLock.OwnerOf(folder)?.Process);
    }

    [Fact]
    public void Another_process_that_got_the_same_number_does_not_keep_the_lock()
    {
        using var folder = new TemporaryFolder();
        WriteOwner(folder, ProcessIdentity.Current with { Start = "another start" });

        using var taken = RunLock.Acquire(folder);

        Assert.Equal(ProcessIdentity.Current, RunLock.OwnerOf(folder)?.Process);
    }

    [Fact]
    public void An_owner_on_another_machine_is_believed_and_the_way_out_is_said()
    {
        using var folder = new TemporaryFolder();
        WriteOwner(folder, new ProcessIdentity("far-away", 1, "x"));

        var error = Assert.Throws<UserErrorException>(() => RunLock.Acquire(folder));

        Assert.Contains("process 1 on far-away", error.Message, StringComparison.Ordinal);
        Assert.Contains("delete " + folder.File("run.lock"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "last sign of life 3 minutes ago", RunState.Running)]
    [InlineData(600, "last sign of life 10 hours ago", RunState.Crashed)]
    public void An_owner_on_another_machine_counts_as_gone_when_it_has_been_silent(int minutes, string said, RunState state)
    {
        using var root = new TemporaryFolder();
        RunFolder run;
        using (var writer = SampleRun.Create(root))
            run = writer.Folder;
        var path = Path.Combine(run.Path, RunLock.FileName);
        File.WriteAllText(path, JsonSerializer.Serialize(new ProcessIdentity("far-away", 12, "x"), RunJson.Compact));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromMinutes(minutes));

        Assert.Equal(state, run.StateNow(RunState.Running));
        var owner = RunDetails.Read(run).Owner!;
        Assert.Equal(("far-away", 12, false), (owner.Host, owner.Pid, owner.IsHere));
        Assert.Contains(said, owner.Description, StringComparison.Ordinal);

        // Whether it is really gone is not ours to decide: it stays locked.
        Assert.Contains(said, Assert.Throws<UserErrorException>(() => RunLock.Acquire(run.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"host\": \"x")]
    public void A_lock_that_was_cut_off_while_written_is_taken_over(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("run.lock"), content);

        using var taken = RunLock.Acquire(folder);

        Assert.Equal(ProcessIdentity.Current, RunLock.OwnerOf(folder)?.Process);
    }

    [Fact]
    public void Of_many_at_once_one_gets_it()
    {
        using var folder = new TemporaryFolder();
        var got = 0;
        Parallel.For(0, 16, _ =>
        {
            try
            {
                RunLock.Acquire(folder);
                Interlocked.Increment(ref got);
            }
            catch (UserErrorException)
            {
                // refused, as all but one must be
            }
        });

        Assert.Equal(1, got);
    }

    private static void WriteOwner(TemporaryFolder folder, ProcessIdentity owner) =>
        File.WriteAllText(folder.File("run.lock"), JsonSerializer.Serialize(owner, RunJson.Compact));
}
