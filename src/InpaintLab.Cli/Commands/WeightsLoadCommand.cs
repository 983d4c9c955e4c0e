using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Specs;
using InpaintLab.Models.WeightMaps;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Weights;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>weights load SPEC FILE</c>: a finished run of a network that was trained elsewhere; the last line of its output is the run.
/// </summary>
internal static class WeightsLoadCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "A spec whose model is the network; its dataset is not looked at." };
        var file = new Argument<string>("FILE") { Description = "The generator's weights: safetensors or PyTorch's." };
        var map = MapOption("What the file's keys mean");
        var overrides = SharedOptions.Overrides();
        var json = SharedOptions.Json();
        var command = new Command("load", "Make a run of a network that was trained elsewhere, to inpaint with and to evaluate.")
        {
            spec, file, map, overrides, json,
        };
        command.SetAction(parsed =>
        {
            var resolved = SpecLoader.Resolve(parsed.GetRequiredValue(spec), parsed.GetRequiredValue(overrides), Components.Registry);
            var rules = parsed.GetRequiredValue(map);
            var imported = TorchThread.Run(() => ImportedRun.Create(resolved, parsed.GetRequiredValue(file), rules, RunsRoot.Default()));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(
                    new
                    {
                        Run = imported.Run.FolderName,
                        imported.Run.Id,
                        imported.Run.Path,
                        imported.Tensors,
                        imported.Sha256,
                        Map = rules,
                    });
            }
            else
            {
                Console.Out.WriteLine(
                    $"{imported.Tensors} tensors; run, for inpaintlab inpaint RUN IMAGE MASK -o OUT:\n{imported.Run.FolderName}");
            }
        });
        return command.LoadsSpecs();
    }

    /// <summary>The map between somebody's keys and ours.</summary>
    public static Option<string> MapOption(string purpose) => new("--map")
    {
        Description = $"{purpose}: {string.Join(", ", ShippedMaps.Names)}, or a YAML file of your own (default: {ShippedMaps.Own}).",
        HelpName = "MAP",
        DefaultValueFactory = _ => ShippedMaps.Own,
    };
}
