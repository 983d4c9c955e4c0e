namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>new spec</c>: writes what <c>validate</c> finds valid, and never over a file.</summary>
public sealed class NewSpecCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_spec_is_valid_and_is_not_overwritten()
    {
        var file = _folder.File("specs", "faces.yaml");
        var first = Run("faces", "--root", "photos", "--variant", "self-attention", "--resolution", "128", "-o", file);
        Assert.Equal(0, first.ExitCode);
        Assert.Contains($"wrote {file}", first.Output);
        Assert.Equal(0, ProgramRun.WithoutTorch(_folder.Path, "validate", file).ExitCode);

        var text = File.ReadAllText(file);
        var again = Run("faces", "--root", "elsewhere", "-o", file);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("expected the name of a new file, found one that exists", again.Error);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void For_scripts_the_file_is_told_as_json()
    {
        var file = Path.Combine(_folder.Path, "a.yaml");
        Assert.Equal(file, Run("-o", file, "--json").Json.GetProperty("file").GetString());
        Assert.Contains("name: a ", File.ReadAllText(file));
    }

    [Fact]
    public void A_wrong_choice_writes_nothing()
    {
        var run = Run("x", "--mask", "strokes", "-o", Path.Combine(_folder.Path, "x.yaml"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: --mask: unknown mask kind 'strokes'", run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.WithoutTorch(_folder.Path, ["new", "spec", .. arguments]);
}
