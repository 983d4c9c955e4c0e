using System.CommandLine;
using InpaintLab.Cli.Files;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data list [FOLDER]</c>: the kinds of dataset and mask with their options, and the data found.</summary>
internal static class DataListCommand
{
    /// <summary>Where data are looked for.</summary>
    public const string DefaultFolder = DataHome.Root;

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

        Print("dataset", datasets);
        Print("mask", masks);
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

    private static void Print(string word, IReadOnlyList<Kind> kinds)
    {
        var table = Tables.Create([word, "option", "default", "takes"], []);
        foreach (var kind in kinds)
        {
            var name = kind.Source.Length == 0 ? kind.Name : $"{kind.Name} ({kind.Source})";
            table.Add(name, "", "", "");
            foreach (var option in kind.Options)
                table.Add("", option.Key, option.Default ?? "(required)", option.Expected);
        }

        Tables.Print(table);
    }

    private sealed record Kind(string Name, string Source, IReadOnlyList<OptionDescription> Options);
}
