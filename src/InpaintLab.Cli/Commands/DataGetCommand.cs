using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Fetching;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data get NAME</c>: fetches data that may be passed on, with their licences; does nothing when they are there.</summary>
internal static class DataGetCommand
{
    // What can be fetched: a name, what it is, its usual folder, and how.
    private static readonly Entry[] Catalogue =
    [
        new("photos", "37 photographs from Debian's wallpapers (CC-BY, CC-BY-SA, CC0, GPL; 170 MB to download)", DataHome.Photos,
            (folder, packages) => new PhotoFetcher(PhotoCatalogue.Packages).Fetch(folder, packages, Console.Error.WriteLine)),
    ];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = $"What to fetch. {string.Join(" ", Catalogue.Select(e => $"{e.Name}: {e.Description}."))}",
        };
        var output = new Option<string?>("-o", "--output")
        {
            Description = $"The folder for it (default: {DataHome.Root}/NAME).",
            HelpName = "DIR",
        };
        var packages = new Option<string?>("--packages")
        {
            Description = "A folder of .deb files downloaded before, for machines without network or apt.",
            HelpName = "DIR",
        };
        var json = SharedOptions.Json();
        var command = new Command("get", "Fetch freely licensed data.") { name, output, packages, json };
        command.SetAction(parsed =>
        {
            var entry = Catalogue.FirstOrDefault(e => e.Name == parsed.GetRequiredValue(name))
                ?? throw UserErrorException.UnknownName("data to get", parsed.GetRequiredValue(name), Catalogue.Select(e => e.Name));
            var result = entry.Fetch(parsed.GetValue(output) ?? entry.Folder, parsed.GetValue(packages));
            if (parsed.GetValue(json))
                JsonOutput.Write(result);
            else
                Print(result);
        });
        return command;
    }

    private static void Print(PhotoFetch result)
    {
        var counts = string.Join(", ", result.Photos.Select(p => $"{p.Key} {p.Value}"));
        Console.Out.WriteLine(
            $"{result.Folder}: {counts} photographs{(result.Fetched ? "" : " (already there)")}; credits and licences in CREDITS.md "
                + "and licences/");
        if (result.Missing.Count > 0)
            Console.Out.WriteLine($"not in this system's packages: {string.Join(", ", result.Missing)}");
    }

    private sealed record Entry(string Name, string Description, string Folder, Func<string, string?, PhotoFetch> Fetch);
}
