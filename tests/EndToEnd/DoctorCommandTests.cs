namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>doctor</c> on this machine, with and without libtorch.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Here_libtorch_and_images_are_well()
    {
        var run = ProgramRun.Of(_folder.Path, "doctor", "--json");
        var checks = run.Json.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        foreach (var name in new[] { "libtorch", "images", "runs folder", "clock", "sdk" })
            Assert.Equal("ok", checks[name].GetProperty("status").GetString());
        Assert.Contains("libtorch_cpu", checks["libtorch"].GetProperty("found").GetString());
        Assert.All(checks.Values, c => Assert.Equal(c.GetProperty("status").GetString() == "ok", c.GetProperty("cure").GetString() is null));

        var failed = checks.Values.Any(c => c.GetProperty("status").GetString() == "fail");
        Assert.Equal(!failed, run.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(failed ? 3 : 0, run.ExitCode);
    }

    [Fact]
    public void Without_libtorch_all_else_is_checked_and_the_cure_is_told()
    {
        var run = ProgramRun.WithoutTorch(_folder.Path, "doctor");
        Assert.Equal(3, run.ExitCode);
        var at = Array.FindIndex(run.Lines, l => l.StartsWith("fail  libtorch ", StringComparison.Ordinal));
        Assert.Contains("/nowhere/libinpaintlab_torch.so", run.Lines[at]);
        Assert.Contains("cure: ./inpaintlab", run.Lines[at + 1]);
        Assert.Contains(run.Lines, l => l.StartsWith("ok    images ", StringComparison.Ordinal));
        Assert.Matches("^[0-9]+ checks: [0-9]+ ok, [0-9]+ warn, 1 fail$", run.Lines[^1]);
    }

    [Fact]
    public void A_broken_library_is_told_with_the_systems_reason()
    {
        var library = _folder.Write("libinpaintlab_torch.so", "not a library");
        var run = ProgramRun.Bash(_folder.Path, _folder.Path, $"INPAINTLAB_NATIVE='{library}' inpaintlab doctor");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.Lines, l => l.StartsWith("fail  libtorch ", StringComparison.Ordinal) && l.Contains("file too short"));
    }

    [Fact]
    public void A_file_in_place_of_the_runs_folder_is_a_failure()
    {
        var run = ProgramRun.WithoutTorch(_folder.Write("runs", "a file"), "doctor");
        Assert.Contains(run.Lines, l => l.StartsWith("fail  runs folder", StringComparison.Ordinal) && l.EndsWith("expected a folder, found a file"));
    }
}
