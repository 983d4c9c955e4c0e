using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Weights;

namespace InpaintLab.Cli.Commands;

/// <summary><c>weights list</c>: the catalogue, and what of it is in the store.</summary>
internal static class WeightsListCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command("list", "List the weights that InpaintLab knows, and which are in the store.") { json };
        command.SetAction(parsed => Execute(parsed.GetValue(json)));
        return command;
    }

    /// <summary>Lists.</summary>
    public static void Execute(bool json)
    {
        var store = WeightsStore.Default();
        var rows = store.Entries.Select(e => (Entry: e, State: Name(store.State(e)))).ToList();
        if (json)
        {
            JsonOutput.Write(rows.Select(r => new
            {
                r.Entry.Name,
                r.State,
                Path = store.PathOf(r.Entry),
                r.Entry.Url,
                r.Entry.Sha256,
                r.Entry.Size,
                r.Entry.Licence,
                r.Entry.Content,
                r.Entry.NeededBy,
            }));
            return;
        }

        var table = Tables.Create(["name", "state", "content", "needed by", "licence"], ["MB"]);
        foreach (var (entry, state) in rows)
            table.Add(entry.Name, state, entry.Content, entry.NeededBy, entry.Licence, Numbers.Megabytes(entry.Size));
        Tables.Print(table);
        Console.Out.WriteLine($"store: {store.Folder}");
    }

    /// <summary>A state as users read it.</summary>
    public static string Name(WeightsState state) => state.ToString().ToLowerInvariant();
}
