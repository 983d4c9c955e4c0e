using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Trash;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>runs gc</c>: deletes old trash, files that killed processes left, and checkpoints that finished runs have no use for.
/// </summary>
internal static class RunsGcCommand
{
    private const double DefaultDays = 30;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var days = new Option<double>("--days")
        {
            Description = $"How long removed runs are kept (default: {DefaultDays}); 0 empties the trash.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultDays,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "List what would be deleted, with sizes, and delete nothing." };
        var json = SharedOptions.Json();
        var command = new Command(
            "gc", "Delete for good: old trash, files that killed processes left, superseded checkpoints of finished runs.")
        {
            days, dryRun, json,
        };
        command.SetAction(parsed => Execute(parsed.GetValue(days), parsed.GetValue(dryRun), parsed.GetValue(json)));
        return command.WithExample("runs gc --dry-run", "what takes room for nothing");
    }

    private static void Execute(double days, bool dryRun, bool json)
    {
        if (days is not (>= 0 and <= 1e5))
            throw new UserErrorException($"--days: expected a number of days from 0, received {days}");
        var collection = new GarbageCollection(RunsRoot.Default());
        var found = collection.Find(TimeSpan.FromDays(days));
        if (!dryRun)
            collection.Delete(found);
        var bytes = found.Sum(item => item.Bytes);
        if (json)
        {
            JsonOutput.Write(new { deleted = !dryRun, bytes, items = found });
            return;
        }

        if (found.Count > 0)
        {
            var table = Tables.Create(["what", "path"], ["MB"]);
            foreach (var item in found)
            {
                table.Add(
                    $"{item.Kind}".ToLowerInvariant(), Path.GetRelativePath(RunsRoot.Default(), item.Path), Numbers.Megabytes(item.Bytes));
            }

            Tables.Print(table);
        }

        Console.Out.WriteLine($"{(dryRun ? "to delete" : "deleted")}: {found.Count} item(s), {Numbers.Megabytes(bytes)} MB");
    }
}
