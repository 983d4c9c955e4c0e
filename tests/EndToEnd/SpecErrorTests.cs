namespace InpaintLab.Tests.EndToEnd;

/// <summary>Wrong specs: every error at once, with its place and the nearest valid name, and no run left behind.</summary>
public sealed class SpecErrorTests : IDisposable
{
    private const string Wrong =
        """
        name: wrong
        resolution: 32
        dataset: {kind: dead-leaves, trian: 16}
        mask: {kind: randombox}
        model: {family: gated-conv, width: 4}
        training:
          steps: many
          batch: 0
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_lists_all_errors_with_line_and_column()
    {
        var path = _folder.Write("wrong.yaml", Wrong);
        var run = ProgramRun.WithoutTorch(_folder.Path, "validate", path, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("valid").GetBoolean());
        var errors = run.Json.GetProperty("errors").EnumerateArray()
            .Select(e => (Line: e.GetProperty("line").GetInt32(), Column: e.GetProperty("column").GetInt32(), Message: e.GetProperty("message").GetString()!))
            .ToList();
        Assert.Equal([(3, 30), (4, 14), (7, 10), (8, 10)], errors.Select(e => (e.Line, e.Column)));
        Assert.All(run.Json.GetProperty("errors").EnumerateArray(), e => Assert.Equal(path, e.GetProperty("file").GetString()));
        Assert.Contains("Did you mean 'train'?", errors[0].Message);
        Assert.Contains("Did you mean 'random-box'?", errors[1].Message);
        Assert.Contains("'many'", errors[2].Message);
        Assert.Contains("from 1 to 4096", errors[3].Message);
    }

    [Fact]
    public void Run_refuses_the_same_with_file_line_and_column_before_there_is_a_run()
    {
        var path = _folder.Write("wrong.yaml", Wrong);
        var run = ProgramRun.WithoutTorch(_folder.Path, "run", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"error: {path}:3:30: ", run.Error);
        Assert.Contains($"{path}:8:10: ", run.Error);
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void A_valid_spec_is_valid_with_and_without_overrides()
    {
        var path = _folder.Write("tiny.yaml", TrainedRun.Spec);
        var run = ProgramRun.WithoutTorch(_folder.Path, "validate", path, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(0, run.Json.GetProperty("errors").GetArrayLength());

        var changed = ProgramRun.WithoutTorch(_folder.Path, "validate", path, "-s", "training.steps=5", "-s", "model.widht=8");
        Assert.Equal(1, changed.ExitCode);
        Assert.StartsWith("error: -s model.widht=8: ", changed.Error);
        Assert.Contains("Did you mean 'width'?", changed.Error);
    }

    [Fact]
    public void Options_that_do_not_go_together_and_a_missing_file_are_errors_of_a_place()
    {
        var path = _folder.Write("tiny.yaml", TrainedRun.Spec);
        var error = Validate(path, "-s", "model.attention=contextual");
        Assert.Equal(7, error.GetProperty("line").GetInt32());
        Assert.Contains("contextual", error.GetProperty("message").GetString());

        Assert.Contains("nowhere.yaml", Validate("nowhere.yaml").GetProperty("file").GetString());
    }

    private System.Text.Json.JsonElement Validate(params string[] arguments)
    {
        var run = ProgramRun.WithoutTorch(_folder.Path, ["validate", .. arguments, "--json"]);
        Assert.Equal(1, run.ExitCode);
        return Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
    }
}
