using InpaintLab.Cli.Doctor;
using InpaintLab.Cli.Doctor.Checks;
using InpaintLab.Tests.Cli.Doctor;

namespace InpaintLab.Tests.EndToEnd.Survival;

/// <summary>A flipped bit in a checkpoint, as the command line meets it.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class DamageCommandTests(TrainedRun trained)
{
    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(-5000)]
    public void Show_and_doctor_name_the_checkpoint_and_say_how_to_go_on(int place)
    {
        using var root = new TemporaryFolder();
        var run = root.File(Path.GetFileName(trained.RunPath));
        Copy(trained.RunPath, run);
        var machine = new FakeMachine { RunsFolder = root };
        Assert.Equal(CheckStatus.Ok, new RunFilesCheck().Examine(machine).Status);
        Assert.All(Shown(root), c => Assert.Equal(System.Text.Json.JsonValueKind.Null, c.GetProperty("problem").ValueKind));

        var path = Path.Combine(run, "checkpoints", "last.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(path, bytes);

        var damaged = Assert.Single(Shown(root), c => c.GetProperty("problem").ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Equal("last.safetensors", damaged.GetProperty("name").GetString());
        Assert.Contains($"{path}: the checkpoint cannot be used", ProgramRun.WithoutTorch(root, "runs", "show", "latest").Output, StringComparison.Ordinal);
        var finding = new RunFilesCheck().Examine(machine);
        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Contains(path, finding.Found, StringComparison.Ordinal);
        Assert.Contains("goes on from the last whole checkpoint", finding.Cure, StringComparison.Ordinal);
    }

    private static List<System.Text.Json.JsonElement> Shown(string root)
    {
        var run = ProgramRun.WithoutTorch(root, "runs", "show", "latest", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var checkpoints = run.Json.GetProperty("checkpoints").EnumerateArray().ToList();
        Assert.Equal(["best.safetensors", "last.safetensors", "previous.safetensors"], checkpoints.Select(c => c.GetProperty("name").GetString()));
        return checkpoints;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
