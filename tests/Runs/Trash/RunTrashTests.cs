using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Trash;

namespace InpaintLab.Tests.Runs.Trash;

public sealed class RunTrashTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly RunTrash _trash;

    public RunTrashTests() => _trash = new RunTrash(_root);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_removed_run_is_listed_no_more_and_comes_back_as_it_was()
    {
        var (kept, removed) = (Add("kept"), Add("removed"));
        var inner = Path.Combine(_root, "group", removed);
        Directory.CreateDirectory(Path.GetDirectoryName(inner)!);
        Directory.Move(Path.Combine(_root, removed), inner);
        var before = File.ReadAllBytes(Path.Combine(inner, "points.log"));

        _trash.Remove(Runs().Where(r => r.Name == "removed").ToList());
        Assert.Equal([kept], Runs().Select(r => r.Folder));
        var listed = Assert.Single(_trash.List());
        Assert.Equal(("removed", $"group/{removed}"), (listed.Name, listed.Folder));
        Assert.True(listed.Bytes >= before.Length);
        Assert.Equal(DateTime.UtcNow, listed.Removed, TimeSpan.FromMinutes(5));

        Assert.Equal("removed", Assert.Single(_trash.Restore(["remov"])).Name);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(inner, "points.log")));
        Assert.Empty(_trash.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_root, ".trash")));
        Assert.Null(RunLock.OwnerOf(inner));
    }

    [Fact]
    public void Of_several_none_is_removed_when_one_is_being_written()
    {
        Add("idle");
        using var writer = SampleRun.Create(_root, "busy");
        writer.Commit();

        var error = Assert.Throws<UserErrorException>(() => _trash.Remove(Runs()));
        Assert.Contains("is writing this run", error.Message, StringComparison.Ordinal);
        Assert.Equal(["idle", "busy"], Runs().Select(r => r.Name));
        Assert.Equal(RunState.Running, Runs()[1].State);
    }

    [Fact]
    public void A_place_that_is_taken_and_a_name_that_is_not_there_are_refused()
    {
        var folder = Add("one");
        _trash.Remove(Runs());
        Assert.Contains("Did you mean 'one'?", Assert.Throws<UserErrorException>(() => _trash.Restore(["onne"])).Message);
        Directory.CreateDirectory(Path.Combine(_root, folder));
        Assert.Contains("there is a run of that name", Assert.Throws<UserErrorException>(() => _trash.Restore(["one"])).Message);
        Assert.Single(_trash.List());
    }

    [Fact]
    public void Garbage_is_old_trash_what_was_never_finished_and_checkpoints_without_use()
    {
        var (run, running) = (Add("run", RunState.Finished), Add("dead"));
        foreach (var (path, old) in new[]
        {
            ($"{run}/.spec.yaml.abc.tmp", true), ($"{run}/checkpoints/.last.safetensors.xyz.tmp", true), ($"{run}/.young.tmp", false),
            ($"{run}/checkpoints/last.safetensors", true), ($"{run}/checkpoints/best.safetensors", true), ($"{run}/checkpoints/step-10.safetensors", true),
            ($"{running}/checkpoints/last.safetensors", true), ($"{running}/checkpoints/step-10.safetensors", true),
        })
        {
            var file = _root.Write(path, "12345");
            if (old)
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        }

        Add("removed");
        _trash.Remove(Runs().Where(r => r.Name == "removed").ToList());

        // After the last run was created: creation removes what was left behind, too.
        var half = Directory.CreateDirectory(_root[".new-20260101-000000-x-aaaaaa"]);
        half.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-1);

        var garbage = new GarbageCollection(_root);
        var found = garbage.Find(TimeSpan.FromDays(1));
        Assert.Equal(
            [".last.safetensors.xyz.tmp", ".new-20260101-000000-x-aaaaaa", ".spec.yaml.abc.tmp", "step-10.safetensors"],
            found.Select(g => Path.GetFileName(g.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(15, found.Sum(g => g.Bytes));
        Assert.Contains(Path.Combine(run, "checkpoints"), found.Single(g => g.Kind == GarbageKind.Checkpoint).Path, StringComparison.Ordinal);

        garbage.Delete(garbage.Find(TimeSpan.Zero));
        Assert.Empty(garbage.Find(TimeSpan.Zero));
        Assert.Empty(_trash.List());
        Assert.Equal(["best.safetensors", "last.safetensors"], Directory.GetFiles(_root[$"{run}/checkpoints"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(_root[$"{run}/.young.tmp"]));
        Assert.True(File.Exists(_root[$"{running}/checkpoints/step-10.safetensors"]));
    }

    private string Add(string name, RunState state = RunState.Running)
    {
        using var writer = SampleRun.Create(_root, name);
        if (state != RunState.Running)
            writer.SetState(state);
        return writer.Folder.FolderName;
    }

    private IReadOnlyList<RunSummary> Runs()
    {
        using var index = RunIndex.Open(_root, Assert.Fail);
        return index.Runs();
    }
}
