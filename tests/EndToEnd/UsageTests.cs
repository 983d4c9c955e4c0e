using System.CommandLine;
using InpaintLab.Cli;
using InpaintLab.Torch;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>Command lines that are wrong, and errors that are not the user's.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Did you mean 'validate'?", "See: inpaintlab --help", "valdate")]
    [InlineData("Did you mean '--json'?", "See: inpaintlab runs list --help", "runs", "list", "--jsn")]
    [InlineData("'--output' is required", "See: inpaintlab inpaint --help", "inpaint", "run", "image.png", "mask.png")]
    public void A_mistyped_command_line_is_answered_with_the_nearest_name(string message, string hint, params string[] arguments)
    {
        var run = ProgramRun.WithoutTorch(_folder.Path, arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.EndsWith($"{hint}\n", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Without_arguments_the_commands_are_listed()
    {
        var run = ProgramRun.WithoutTorch(_folder.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.All(new[] { "inpaintlab [command]", "run <SPEC>", "validate", "inpaint", "metrics", "runs" }, part => Assert.Contains(part, run.Output));
    }

    [Fact]
    public void A_machine_without_the_native_library_is_told_what_to_do()
    {
        var spec = _folder.Write("tiny.yaml", TrainedRun.Spec);
        var run = ProgramRun.WithoutTorch(_folder.Path, "run", spec);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Start the program by ./inpaintlab", run.Error);
    }

    [Fact]
    public void An_error_of_ours_has_its_own_exit_code_and_a_stack_trace()
    {
        var (code, error) = Fail(() => throw new InvalidOperationException("a fault"));
        Assert.Equal(2, code);
        Assert.StartsWith("internal error: InvalidOperationException: a fault\n", error);
        Assert.Contains(nameof(An_error_of_ours_has_its_own_exit_code_and_a_stack_trace), error);
        Assert.Contains("report it", error);
    }

    [Fact]
    public void Too_little_memory_is_answered_with_what_to_make_smaller()
    {
        var (code, error) = Fail(() => throw new TorchException("tried to allocate 80 GiB", TorchErrorKind.OutOfMemory));
        Assert.Equal(1, code);
        Assert.StartsWith("error: no memory left: tried to allocate 80 GiB\nTry a smaller ", error);
    }

    private static (int Code, string Error) Fail(Action action)
    {
        var command = new Command("fail");
        command.SetAction(_ => action());
        var (before, error) = (Console.Error, new StringWriter());
        Console.SetError(error);
        try
        {
            return (CommandLine.Run([command], ["fail"]), error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
