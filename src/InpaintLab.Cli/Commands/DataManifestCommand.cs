using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>data manifest SPEC</c>: the images of a spec's dataset by their contents, and those that stand in two splits.</summary>
internal static class DataManifestCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var overrides = SharedOptions.Overrides();
        var json = SharedOptions.Json();
        var command = new Command(
            "manifest", "List a dataset's images with split, SHA-256 and perceptual hash; runs record the hash of this list.")
        {
            spec, overrides, json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(spec);
            var block = SpecLoader.Load(path, parsed.GetRequiredValue(overrides), Components.Registry).Dataset;
            if (block.Create<IDataset>() is not ImageFileDataset files)
            {
                throw new UserErrorException(
                    $"{path}: expected a dataset of image files; those of kind '{block.Name}' are made by the program");
            }

            using var progress = new CountProgress("files");
            var manifest = files.ReadManifest((done, total) => progress.Report(done, total));
            progress.Dispose();
            if (parsed.GetValue(json))
                JsonOutput.Write(new { manifest.Hash, Images = manifest.Entries, Leaks = files.FindLeaks(), Policy = files.Leaks });
            else
                Print(manifest.Lines(), files);
        });
        return command.LoadsSpecs().WithExample(
            "data manifest experiments/photos.yaml | cut -f 1-3 | sha256sum",
            "the hash that runs record as dataset_content_hash",
            ExampleNeeds.Minutes);
    }

    private static void Print(IEnumerable<string> lines, ImageFileDataset files)
    {
        foreach (var line in lines)
            Console.Out.WriteLine(line);
        foreach (var leak in files.FindLeaks())
            Console.Error.WriteLine($"in two splits: {leak}");
    }
}
