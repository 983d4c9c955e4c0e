using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>The reference of the command line, and the examples that stand beside the commands.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class CommandReferenceTests(TrainedRun trained)
{
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public void The_reference_is_that_of_the_commands()
    {
        var page = ProgramRun.WithoutTorch(trained.Runs, "docs");
        Assert.Equal(0, page.ExitCode);
        var file = Path.Combine(RepositoryRoot.Path, "src", "docs", "cli.md");
        Assert.True(
            File.ReadAllText(file) == page.Output,
            "src/docs/cli.md is not what the commands say; write it anew: ./inpaintlab docs > src/docs/cli.md");
    }

    [Fact]
    public void Every_example_that_needs_nothing_special_works()
    {
        var examples = ProgramRun.WithoutTorch(trained.Runs, "docs", "--examples").Json.EnumerateArray().ToList();
        Assert.NotEmpty(examples);
        var simple = examples.Where(e => e.GetProperty("needs").GetString() == "nothing").Select(e => e.GetProperty("arguments").GetString()!);
        Assert.Empty(simple.AsParallel().Select(Failure).OfType<string>());
    }

    [Fact]
    public void Help_ends_with_the_examples()
    {
        var help = ProgramRun.WithoutTorch(trained.Runs, "inpaint", "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Examples:\n  inpaintlab inpaint latest photo.jpg mask.png -o filled.png\n", help.Output);
        Assert.Contains("  130  ", help.Output);
    }

    // What went wrong with an example, if anything did.
    private string? Failure(string arguments)
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Bash(folder.Path, Prepare(folder), $"inpaintlab {arguments}");
        var isFinding = arguments == "doctor" && run.ExitCode == 3; // it works, and has found something that does not
        return (run.ExitCode == 0 || isFinding) && run.Output.Length > 0 ? null : $"{arguments}: {run.ExitCode}\n{run.Error}";
    }

    // What examples may name: see CommandNotes.
    private string Prepare(TemporaryFolder folder)
    {
        folder.Write("photo.jpg", Picture(_ => 120));
        folder.Write("mask.png", Picture(i => i % 7 == 0 ? 255 : 0));
        foreach (var name in Names)
        {
            folder.Write($"photos/{name}.png", Picture(i => i % 251));
            folder.Write($"masks/{name}.png", Picture(i => i % 5 == 0 ? 255 : 0));
            folder.Write($"results/{name}.png", Picture(i => i % 241));
        }

        folder.Write("first.yaml", TrainedRun.Spec.Replace("name: tiny", "name: first", StringComparison.Ordinal));
        folder.Write("table.csx", "foreach (var run in Runs) Write(\"table.md\", $\"{run.Name} {run.Metric(\"psnr_hole\")}\\n\");\n");
        var run = Path.GetFileName(trained.RunPath);
        foreach (var file in Directory.GetFiles(trained.RunPath, "*", SearchOption.AllDirectories))
            File.Copy(file, folder.File("runs", run, Path.GetRelativePath(trained.RunPath, file)));
        return Path.Combine(folder.Path, "runs");
    }

    private static ImageBuffer Picture(Func<int, int> sample) =>
        ImageBuffer.FromPlanar([.. Enumerable.Range(0, 3 * 32 * 32).Select(i => sample(i % 1024) / 255f)], 3, 32, 32);
}
