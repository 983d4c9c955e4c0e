using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Packing;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data split FOLDER --ratio A:B[:C] -o DIR</c>: writes flists; the images stay where they are.</summary>
internal static class DataSplitCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "The folder of the images, searched with its sub-folders, or a file of packed ones.",
        };
        var ratio = new Option<string>("--ratio")
        {
            Description = "Shares of train:val or train:val:test, e.g. 70:15:15.",
            Required = true,
        };
        var seed = new Option<long>("--seed") { Description = "Which image goes where (default: 0).", DefaultValueFactory = _ => 0 };
        var byFolder = new Option<bool>("--by-folder") { Description = "Split each sub-folder (class) in the same proportions." };
        var output = new Option<string>("-o", "--output")
        {
            Description = "The folder for train.flist, val.flist and test.flist.",
            HelpName = "DIR",
            Required = true,
        };
        var json = SharedOptions.Json();
        var command = new Command("split", "Split a folder of images into lists, the same way for the same seed.")
        {
            folder, ratio, seed, byFolder, output, json,
        };
        command.SetAction(parsed => Execute(
            parsed.GetRequiredValue(folder),
            parsed.GetRequiredValue(ratio),
            parsed.GetValue(seed),
            parsed.GetValue(byFolder),
            parsed.GetRequiredValue(output),
            parsed.GetValue(json)));
        return command;
    }

    private static void Execute(string folder, string ratio, long seed, bool byFolder, string output, bool json)
    {
        var isPack = PackFile.IsPack(folder);
        var images = isPack
            ? new PackedImages(new PackedOptions { Root = folder }).AllImages()
            : Array.ConvertAll(ImageFolder.List(folder, "data split"), id => new ImageEntry(folder, id));
        var splits = byFolder ? SplitRatio.DivideByFolder(images, ratio, seed) : SplitRatio.Divide(images, ratio, seed);
        var lists = splits.Select(s => (Split: s.Key.Name(), Images: s.Value, Path: Path.Combine(output, $"{s.Key.Name()}.flist")))
            .ToArray();
        if (lists.FirstOrDefault(l => File.Exists(l.Path)).Path is { } existing)
        {
            throw new UserErrorException(
                $"{existing}: expected no such file; lists are not overwritten, since runs may rest on them. Choose another "
                    + "folder with -o.");
        }

        Directory.CreateDirectory(output);
        var heading = $"# {(byFolder ? "by folder, " : "")}{ratio} of {folder}, seed {seed}";
        foreach (var list in lists)
            File.WriteAllLines(list.Path, list.Images.Select(i => i.Id).Prepend($"{heading}: {list.Split}"));

        var keys = lists.Select(l => $"{l.Split}_list: {SpecText.Quote(l.Path)}");
        var block = $"dataset: {{kind: {(isPack ? "packed" : "images")}, root: {SpecText.Quote(folder)}, {string.Join(", ", keys)}}}";
        if (json)
        {
            JsonOutput.Write(new { lists = lists.Select(l => new { l.Split, l.Path, images = l.Images.Length }), dataset = block });
            return;
        }

        foreach (var list in lists)
            Console.Out.WriteLine($"{list.Path}: {list.Images.Length} images");
        Console.Out.WriteLine($"In a spec:\n{block}");
    }
}
