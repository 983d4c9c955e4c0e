using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Inspection;
using InpaintLab.Data.Packing;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data stat PATH|SPEC</c>: reads every file of a dataset and says what it holds and what is wrong with it.</summary>
internal static class DataStatCommand
{
    private const int Listed = 20;

    // Upper ends of the bins of the shorter side, px.
    private static readonly int[] SideBins = [63, 127, 255, 511, 1023, 2047, int.MaxValue];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var target = new Argument<string>("PATH|SPEC")
        {
            Description =
                "A folder of images (train, val and test in it are splits), a file of packed ones, or a spec, whose dataset is meant.",
        };
        var overrides = SharedOptions.Overrides();
        var near = new Option<int>("--near")
        {
            Description =
                "Near-duplicates differ in at most this many of 64 bits of a perceptual hash, 0 to 15 (default: 5; from 8 on, unrelated "
                    + "pictures are found too).",
            DefaultValueFactory = _ => 5,
        };
        near.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 15)
                result.AddError("--near: expected 0 to 15");
        });
        var json = SharedOptions.Json();
        var command = new Command("stat", "Read all files of a dataset: counts, sizes, broken and grey files, duplicates.")
        {
            target, overrides, near, json,
        };
        command.SetAction(parsed =>
        {
            var splits = Splits(parsed.GetRequiredValue(target), parsed.GetRequiredValue(overrides));
            using var interruption = new Interruption("stopping");
            using var progress = new CountProgress("files");
            var total = splits.Sum(s => s.Files.Count);
            var statistics = DatasetStatistics.Of(splits, parsed.GetValue(near), done => progress.Report(done, total), interruption.Token);
            progress.Dispose();
            if (parsed.GetValue(json))
                JsonOutput.Write(statistics);
            else
                Print(statistics);
        });
        return command.LoadsSpecs();
    }

    private static IReadOnlyList<(string Split, IReadOnlyList<ImageEntry> Files)> Splits(string target, string[] overrides)
    {
        if (Directory.Exists(target))
        {
            return Enum.GetValues<Split>().Any(split => Directory.Exists(Path.Combine(target, split.Name())))
                ? Of(new Images(new ImagesOptions { Root = target }))
                : [("all", ImageFolder.List(target, "data stat").Select(id => new ImageEntry(target, id)).ToArray())];
        }

        if (!File.Exists(target))
            throw new UserErrorException($"{target}: expected a folder of images, a file of packed ones or a spec, found nothing");
        if (PackFile.IsPack(target))
            return Of(new PackedImages(new PackedOptions { Root = target }));
        var dataset = SpecLoader.Load(target, overrides, Components.Registry).Dataset;
        return dataset.Create<IDataset>() is ImageFileDataset files
            ? Of(files)
            : throw new UserErrorException(
                $"{target}: expected a dataset of image files; those of kind '{dataset.Name}' are made by the program");
    }

    private static (string Split, IReadOnlyList<ImageEntry> Files)[] Of(ImageFileDataset dataset) =>
        [.. dataset.Splits.Select(split => (split.Name(), dataset.Files(split)))];

    private static void Print(DatasetStatistics statistics)
    {
        var bins = SideBins.Select(
            (end, i) => i == 0 ? $"< {end + 1}" : end == int.MaxValue ? $">= {SideBins[i - 1] + 1}" : $"{SideBins[i - 1] + 1}-{end}");
        var table = Tables.Create(["split"], ["images", "broken", "grey", "MB", "smallest", "largest", .. bins.Select(b => b + " px")]);
        foreach (var split in statistics.Splits)
        {
            var bySide = SideBins.Select((end, i) => split.Sizes
                .Where(s => Math.Min(s.Width, s.Height) <= end && (i == 0 || Math.Min(s.Width, s.Height) > SideBins[i - 1]))
                .Sum(s => s.Images));
            var ordered = split.Sizes.OrderBy(s => (long)s.Width * s.Height).ToArray();
            string Size(Index at) => ordered.Length == 0 ? "-" : $"{ordered[at].Width} x {ordered[at].Height}";
            table.Add(
            [
                split.Split, $"{split.Images}", $"{split.Broken}", $"{split.Grey}",
                Numbers.Megabytes(split.Bytes), Size(0), Size(^1), .. bySide.Select(n => $"{n}"),
            ]);
        }

        Tables.Print(table);
        Console.Out.WriteLine("(px: the shorter side)");
        List("broken", statistics.Broken.Select(b => $"{b.Split}: {b.Message}"));
        List("grey", statistics.Grey.Select(Name));
        List("groups of exact duplicates", statistics.ExactDuplicates.Select(Describe));
        List("groups of near-duplicates", statistics.NearDuplicates.Select(Describe));
        var leaks = statistics.ExactDuplicates.Concat(statistics.NearDuplicates).Count(g => g.BetweenSplits);
        Console.Out.WriteLine(
            leaks == 0
                ? "No duplicates between splits."
                : $"{leaks} groups of duplicates reach over splits: what is tested has been trained on.");
    }

    private static void List(string what, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        Console.Out.WriteLine($"{what}: {all.Count}");
        foreach (var line in all.Take(Listed))
            Console.Out.WriteLine($"  {line}");
        if (all.Count > Listed)
            Console.Out.WriteLine($"  and {all.Count - Listed} more (--json lists all)");
    }

    private static string Describe(DuplicateGroup group) =>
        (group.BetweenSplits ? "BETWEEN SPLITS " : "") + string.Join(" = ", group.Images.Select(Name));

    // Files of a folder tree carry their split in their name already.
    private static string Name(InspectedImage image) =>
        image.Image.StartsWith(image.Split + "/", StringComparison.Ordinal) ? image.Image : $"{image.Split}: {image.Image}";
}
