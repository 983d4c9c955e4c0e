using System.CommandLine;
using System.Globalization;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Trash;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs restore [NAME...]</c>: brings runs back from the trash; alone it lists the trash.</summary>
internal static class RunsRestoreCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME")
        {
            Description =
                "Runs in the trash: ids, names or beginnings of these, or 'latest', what was removed last. Without any, the "
                    + "trash is listed.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = SharedOptions.Json();
        var command = new Command("restore", "Bring removed runs back, or list them.") { names, json };
        command.SetAction(parsed => Execute(parsed.GetValue(names) ?? [], parsed.GetValue(json)));
        return command.WithExample("runs restore", "what is in the trash");
    }

    private static void Execute(string[] names, bool json)
    {
        var trash = new RunTrash(RunsRoot.Default());
        if (names.Length == 0)
        {
            List(trash.List(), json);
            return;
        }

        var runs = trash.Restore(names);
        if (json)
            JsonOutput.Write(runs.Select(r => new { r.Id, r.Name, r.Folder }));
        else
            Console.Out.WriteLine(string.Join('\n', runs.Select(r => $"restored {r.Id}  {r.Folder}")));
    }

    private static void List(IReadOnlyList<TrashedRun> runs, bool json)
    {
        if (json)
        {
            JsonOutput.Write(runs);
            return;
        }

        if (runs.Count == 0)
        {
            Console.Out.WriteLine("The trash is empty.");
            return;
        }

        var table = Tables.Create(["id", "name", "folder", "removed (UTC)"], ["MB"]);
        foreach (var run in runs)
        {
            table.Add(
                run.Id,
                run.Name,
                run.Folder,
                run.Removed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Numbers.Megabytes(run.Bytes));
        }

        Tables.Print(table);
    }
}
