using System.Diagnostics;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Runs.Folders;

public class RunEnvironmentTests
{
    [Fact]
    public void What_can_be_known_without_other_layers_is_there()
    {
        var environment = RunEnvironment.Capture();

        Assert.Equal(Environment.ProcessorCount, environment.Cores);
        Assert.InRange(environment.MemoryBytes, 1 << 20, long.MaxValue);
        Assert.NotEmpty(environment.Cpu);
        Assert.StartsWith(".NET 10", environment.DotNet, StringComparison.Ordinal);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", environment.PackageVersion);
    }

    [Fact]
    public void The_commit_and_whether_files_differ_from_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal((null, null), Git(folder));

        RunGit(folder, "init -q");
        File.WriteAllText(folder.File("a"), "1");
        RunGit(folder, "add a");
        RunGit(folder, "-c user.name=x -c user.email=x@y commit -q -m first");
        var clean = Git(folder);
        File.WriteAllText(folder.File("a"), "2");

        Assert.Matches("^[0-9a-f]{40}$", clean.Commit);
        Assert.False(clean.Dirty);
        Assert.Equal((clean.Commit, true), Git(folder));
        Assert.Contains("-1\n", RunEnvironment.Capture(folder).GitDiff, StringComparison.Ordinal);
        Assert.Equal(64, RunEnvironment.Capture(folder).GitDiffHash!.Length);
    }

    [Fact]
    public void Written_and_read_it_is_the_same()
    {
        using var folder = new TemporaryFolder();
        var written = RunEnvironment.Capture() with
        {
            GitDiff = null, // a file of its own
            DatasetManifestHash = "d",
            WeightsHashes = new Dictionary<string, string> { ["vgg16"] = "w" },
            Extra = new Dictionary<string, string> { ["libtorch"] = "1.13.1" },
        };
        written.Write(folder.File("environment.json"));

        var read = RunEnvironment.Read(folder.File("environment.json"));

        Assert.Equivalent(written, read, strict: true);
        Assert.Contains("\"dataset_manifest_hash\": \"d\"", File.ReadAllText(folder.File("environment.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_none_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("environment.json"), "{");

        var error = Assert.Throws<UserErrorException>(() => RunEnvironment.Read(folder.File("environment.json")));

        Assert.Contains(folder.File("environment.json"), error.Message, StringComparison.Ordinal);
    }

    private static (string? Commit, bool? Dirty) Git(string directory)
    {
        var environment = RunEnvironment.Capture(directory);
        return (environment.GitCommit, environment.GitDirty);
    }

    private static void RunGit(string directory, string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, UseShellExecute = false })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
