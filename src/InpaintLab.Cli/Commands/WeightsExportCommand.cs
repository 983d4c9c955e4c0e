using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Weights;
using InpaintLab.Models.WeightMaps;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Torch.Safetensors;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Inference;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Commands;

/// <summary><c>weights export RUN -o FILE</c>: the generator of a run as safetensors, for other programs.</summary>
internal static class WeightsExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write, *.safetensors.",
            HelpName = "FILE",
            Required = true,
        };
        var map = WeightsLoadCommand.MapOption("The keys to write, the map read backwards");
        var type = new Option<string?>("--dtype")
        {
            Description = "float32, float16 or bfloat16 (default: the map's, else the network's).",
            HelpName = "TYPE",
        };
        var checkpoint = SharedOptions.Choice<CheckpointChoice>("--checkpoint", "Which checkpoint of the run (default: last).");
        var json = SharedOptions.Json();
        var command = new Command("export", "Write a run's generator (its averaged weights where it has them) as safetensors.")
        {
            run, output, map, type, checkpoint, json,
        };
        command.SetAction(parsed =>
        {
            var folder = RunSelector.Resolve(RunsRoot.Default(), parsed.GetRequiredValue(run));
            var path = parsed.GetRequiredValue(output);
            var rules = ShippedMaps.Load(parsed.GetRequiredValue(map));
            var wanted = Parse(parsed.GetValue(type));
            if (!path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
                throw new UserErrorException($"-o: expected a file name that ends with .safetensors, received '{path}'");
            var count = TorchThread.Run(() => Export(folder, parsed.GetValue(checkpoint), rules, wanted, path));
            if (parsed.GetValue(json))
                JsonOutput.Write(new { Run = folder.FolderName, File = path, Tensors = count, Sha256 = WeightsStore.HashOf(path) });
            else
                Console.Out.WriteLine($"{folder.FolderName} -> {path}  {count} tensors");
        });
        return command.LoadsSpecs();
    }

    private static int Export(RunFolder run, CheckpointChoice checkpoint, WeightMap map, WeightsType? type, string path)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var spec = SpecLoader.Load(run.SpecPath, [], Components.Registry);
        using var generator = spec.Model.CreateNetworkFamily().CreateGenerator(spec.Resolution);
        Checkpoint.LoadGenerator(CheckpointFiles.PathOf(run, checkpoint), generator);
        var tensors = NetworkWeights.Export(generator, map, type);
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["run"] = run.FolderName };
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
        return tensors.Count;
    }

    private static WeightsType? Parse(string? name)
    {
        if (name is null)
            return null;
        var known = Enum.GetValues<WeightsType>().ToDictionary(t => t.ToString().ToLowerInvariant());
        return known.TryGetValue(name, out var type) ? type : throw UserErrorException.UnknownName("value of --dtype", name, known.Keys);
    }
}
