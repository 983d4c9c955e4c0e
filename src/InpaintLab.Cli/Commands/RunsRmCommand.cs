using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Trash;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs rm RUN...</c>: moves runs into the trash.</summary>
internal static class RunsRmCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var choice = new RunsChoice();
        var json = SharedOptions.Json();
        var command = new Command(
            "rm", "Move runs into the trash, from which `runs restore` brings them back; a run that is being written is refused.")
        {
            json,
        };
        choice.AddTo(command, changesThem: true);
        command.SetAction(parsed =>
        {
            using var index = RunsCommand.OpenIndex();
            var runs = choice.Of(parsed, index, "remove");
            if (!choice.Confirm(parsed, runs, "remove"))
                return ExitCode.Interrupted;
            new RunTrash(RunsRoot.Default()).Remove(runs);
            RunsChoice.Print("removed", runs, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command
            .WithExample("runs rm latest", "the newest run")
            .WithExample("runs rm --where 'state != running and started > 1d' --yes", "what was tried today, without a question")
            .WithExitCode(ExitCode.Interrupted, "The question was not answered with yes.");
    }
}
