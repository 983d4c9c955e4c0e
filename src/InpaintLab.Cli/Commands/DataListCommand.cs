using System.CommandLine;
using InpaintLab.Cli.Files;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging.Drawing;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data list [FOLDER]</c>: the kinds of dataset and mask with their options, and the data found.</summary>
internal static class DataListCommand
{
    /// <summary>Where data are looked for.</summary>
    public const string DefaultFolder = DataHome.Root;

    private const int LineLength = 120;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = $"Whose sub-folders are looked at for data (default: {DefaultFolder}).",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var json = SharedOptions.Json();
        var command = new Command("list", "List datasets and masks with their options, and the data found.") { folder, json };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return command;
    }

    /// <summary>Prints the lists.</summary>
    public static void Execute(string folder, bool json)
    {
        if (folder != DefaultFolder && !Directory.Exists(folder))
            throw new UserErrorException($"{folder}: expected a folder of data, found none");
        var (datasets, masks, found) = (Kinds<DatasetAttribute>(), Kinds<MaskAttribute>(), FoundData.In(folder));
        if (json)
        {
            JsonOutput.Write(new { datasets, masks, found });
            return;
        }

        Print("datasets, with their options and defaults (what each takes: --json)", datasets);
        Print("masks", masks);
        if (found.Count == 0)
        {
            Console.Out.WriteLine($"No data in {folder}. Get photographs: ./inpaintlab data get photos");
            return;
        }

        var table = Tables.Create(["found", "what", "splits"], ["files"]);
        foreach (var data in found)
        {
            var what = data.MaskSet is null ? data.What : $"{data.What} ({data.MaskSet}, {data.Hole} = hole)";
            table.Add(data.Path, what, string.Join(", ", data.Splits.Select(s => $"{s.Key} {s.Value}")), $"{data.Files}");
        }

        Tables.Print(table);
    }

    private static IReadOnlyList<Kind> Kinds<TAttribute>()
        where TAttribute : ComponentAttribute =>
        [.. Components.Registry.All<TAttribute>().Select(c => new Kind(c.Name, c.Attribute.Source, OptionDescription.Of(c.OptionsType)))];

    private static void Print(string title, IReadOnlyList<Kind> kinds)
    {
        Console.Out.WriteLine($"{title}:");
        foreach (var kind in kinds)
        {
            Console.Out.WriteLine($"  {kind.Name}{(kind.Source.Length == 0 ? "" : $" ({kind.Source})")}");
            var options = string.Join(", ", kind.Options.Select(o => o.Default is null ? $"{o.Key} (required)" : $"{o.Key}: {o.Default}"));
            foreach (var line in Text.Wrap(options, LineLength))
                Console.Out.WriteLine($"      {line}");
        }

        Console.Out.WriteLine();
    }

    private sealed record Kind(string Name, string Source, IReadOnlyList<OptionDescription> Options);
}
