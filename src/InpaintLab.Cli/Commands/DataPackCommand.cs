using System.CommandLine;
using System.Diagnostics;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Packing;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data pack SPEC|FOLDER -o FILE</c>: a dataset's images in one file, which is read faster than many.</summary>
internal static class DataPackCommand
{
    private const int Listed = 20;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var target = new Argument<string>("SPEC|FOLDER")
        {
            Description =
                "A spec, whose dataset is meant, or a folder of images: train, val and test in it are splits; without them all images are "
                    + "the train split.",
        };
        var overrides = SharedOptions.Overrides();
        var output = new Option<string>("-o", "--output") { Description = "The file to be.", HelpName = "FILE", Required = true };
        var store = new Option<PackStorage?>("--store")
        {
            Description =
                "files: the bytes of each JPEG or PNG; decoded: its samples, which take more room and next to no time to read "
                    + "(default: files).",
            HelpName = "files|decoded",
        };
        var side = new Option<int?>("--side")
        {
            Description = "With --store decoded: scale each image so that its shorter side has this length, px, as dataset.resize does.",
            HelpName = "PX",
        };
        side.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 65536)
                result.AddError("--side: expected 1 to 65536");
        });
        var splits = new Option<string[]>("--split")
        {
            Description = "Pack only this split; may be given several times.",
            HelpName = "train|val|test",
            DefaultValueFactory = _ => [],
        };
        var json = SharedOptions.Json();
        var command = new Command("pack", "Pack the images of a dataset into one file, for dataset: {kind: packed, root: FILE}.")
        {
            target, overrides, output, store, side, splits, json,
        };
        command.SetAction(parsed => Execute(
            Dataset(parsed.GetRequiredValue(target), parsed.GetRequiredValue(overrides)),
            parsed.GetRequiredValue(output),
            parsed.GetValue(store) ?? PackStorage.Files,
            parsed.GetValue(side),
            parsed.GetRequiredValue(splits),
            parsed.GetValue(json)));
        return command.LoadsSpecs()
            .WithExample("data pack photos -o photos.pack", "the files as they are, in one")
            .WithExample("data pack photos -o photos-64.pack --store decoded --side 64", "decoded once and for all, shorter sides 64 px");
    }

    private static ImageFileDataset Dataset(string target, string[] overrides)
    {
        if (Directory.Exists(target))
        {
            var names = Enum.GetValues<Split>().Select(split => split.Name());
            return new Images(names.Any(name => Directory.Exists(Path.Combine(target, name)))
                ? new ImagesOptions { Root = target }
                : new ImagesOptions { Root = target, Train = "" });
        }

        if (!File.Exists(target))
        {
            throw new UserErrorException(
                $"{target}: expected a folder of images or a spec, found nothing.{NearestName.HintForPath(target)}");
        }

        if (PackFile.IsPack(target))
            throw new UserErrorException($"{target}: expected a folder of images or a spec, found packed images");
        var dataset = SpecLoader.Load(target, overrides, Components.Registry).Dataset;
        return dataset.Create<IDataset>() as ImageFileDataset
            ?? throw new UserErrorException(
                $"{target}: expected a dataset of image files; those of kind '{dataset.Name}' are made by the program");
    }

    private static void Execute(ImageFileDataset dataset, string output, PackStorage storage, int? side, string[] names, bool json)
    {
        if (side is not null && storage == PackStorage.Files)
            throw new UserErrorException("--side: files are packed as they are; expected --store decoded with it");
        if (Path.Exists(output))
        {
            throw new UserErrorException(
                $"{output}: expected no such file; packed images are not overwritten, since runs may rest on them. Choose another "
                    + "name with -o.");
        }

        var splits = names.Length == 0 ? dataset.Splits : [.. names.Select(SplitOf).Distinct().Order()];
        var total = splits.Sum(split => dataset.Files(split).Count);
        if (Path.GetDirectoryName(output) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        using var interruption = new Interruption("stopping");
        using var progress = new CountProgress("images");
        var watch = Stopwatch.StartNew();
        var result = PackWriter.Write(output, dataset, splits, storage, side, done => progress.Report(done, total), interruption.Token);
        progress.Dispose();

        // Scaled already: a resize in the spec would be refused.
        var options = side is null ? dataset.Options : dataset.Options with { Resize = null };
        var keys = SpecText.Differences(options, new PackedOptions { Root = output }, typeof(ImageFileOptions));
        var block = $"dataset: {{{string.Join(", ", keys.Prepend($"kind: packed, root: {SpecText.Quote(output)}"))}}}";
        if (json)
        {
            JsonOutput.Write(new
            {
                file = output,
                storage = storage.ToString().ToLowerInvariant(),
                side,
                result.Bytes,
                splits = result.Images.Select(s => new { split = s.Key.Name(), images = s.Value }),
                result.Broken,
                dataset = block,
            });
            return;
        }

        var counts = string.Join(", ", result.Images.Select(s => $"{s.Key.Name()} {s.Value}"));
        Console.Out.WriteLine($"{output}: {counts} images, {Numbers.Megabytes(result.Bytes)} MB, {Numbers.Format(watch.Elapsed)}");
        if (result.Broken.Count > 0)
            Console.Out.WriteLine($"broken, packed as they are, and skipped when read: {result.Broken.Count}");
        foreach (var problem in result.Broken.Take(Listed))
            Console.Out.WriteLine($"  {problem}");
        Console.Out.WriteLine($"In a spec:\n{block}");
    }

    private static Split SplitOf(string name) =>
        Enum.GetValues<Split>().Where(split => split.Name() == name).Cast<Split?>().FirstOrDefault()
        ?? throw UserErrorException.UnknownName("split", name, Enum.GetValues<Split>().Select(split => split.Name()), "--split");
}
