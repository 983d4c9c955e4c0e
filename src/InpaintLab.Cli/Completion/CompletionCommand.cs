using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Completion;

/// <summary><c>completion bash|zsh</c>: prints what makes a shell complete our command lines.</summary>
internal static class CompletionCommand
{
    /// <summary>The shells, each with its script in the folder Completion/shells.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = $"One of: {string.Join(", ", Shells)}.",
            CompletionSources = { _ => Shells.Select(s => new CompletionItem(s)) },
        };
        var command = new Command("completion", "Print a script that completes commands, options, names and runs in a shell.") { shell };
        command.SetAction(parsed => Console.Out.Write(ScriptOf(parsed.GetRequiredValue(shell))));
        return command
            .WithExample("completion bash", "load it by: source <(./inpaintlab completion bash), in ~/.bashrc too")
            .WithExample("completion zsh", "load it by: source <(./inpaintlab completion zsh), after compinit");
    }

    private static string ScriptOf(string shell) => Shells.Contains(shell)
        ? File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Completion", "shells", $"inpaintlab.{shell}"))
        : throw UserErrorException.UnknownName("shell", shell, Shells, "completion");
}
