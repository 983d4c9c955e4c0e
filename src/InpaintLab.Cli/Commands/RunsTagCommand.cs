using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs tag RUN...</c>: gives runs words to find them by.</summary>
internal static class RunsTagCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var choice = new RunsChoice();
        var add = Tags("--add", "Words to give them, with commas between.");
        var remove = Tags("--remove", "Words to take from them.");
        var json = SharedOptions.Json();
        var command = new Command("tag", "Give runs tags, words that queries find them by (tag = WORD), or take some away.")
        {
            add, remove, json,
        };
        choice.AddTo(command, changesThem: true);
        command.SetAction(parsed =>
        {
            var (added, removed) = (Words(parsed.GetValue(add)), Words(parsed.GetValue(remove)));
            if (added.Length + removed.Length == 0)
                throw new UserErrorException("expected --add or --remove with tags, received neither.");
            using var index = RunsCommand.OpenIndex();
            var runs = choice.Of(parsed, index, "tag");
            if (!choice.Confirm(parsed, runs, "tag"))
                return ExitCode.Interrupted;
            foreach (var run in runs)
            {
                using var writer = RunWriter.Open(RunFolder.Open(Path.Combine(RunsRoot.Default(), run.Folder)));
                RunTags.Change(writer, added, removed);
            }

            RunsChoice.Print("tagged", runs, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command
            .WithExample("runs tag latest --add paper/table1", "the newest run, to be found by tag = paper/table1")
            .WithExitCode(ExitCode.Interrupted, "The question was not answered with yes.");
    }

    private static Option<string?> Tags(string name, string description) =>
        new(name) { Description = description, HelpName = "TAG,TAG..." };

    private static string[] Words(string? list)
    {
        var words = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(words, word => !RunTags.IsTag(word)) is { } wrong
            ? throw new UserErrorException($"'{wrong}': expected tags of letters, digits and - _ . / : + only.")
            : words;
    }
}
