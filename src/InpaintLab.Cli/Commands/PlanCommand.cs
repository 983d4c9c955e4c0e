using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Specs;

namespace InpaintLab.Cli.Commands;

/// <summary><c>plan SPEC</c>: the experiments of a spec, and which of them are done; trains nothing, and loads libtorch for <c>--cost</c> alone.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var profile = SharedOptions.Profile();
        var overrides = SharedOptions.Overrides();
        var cost = new Option<bool>("--cost") { Description = "Also say what each experiment's networks cost: parameters, and multiply-adds of a forward of one image." };
        var trust = ScriptConfirmation.Option();
        var json = SharedOptions.Json();
        var command = new Command("plan", "List the experiments of a spec, and which are done.") { spec, profile, overrides, cost, trust, json };
        command.SetAction(parsed =>
        {
            var request = new SpecRequest(parsed.GetValue(profile), parsed.GetRequiredValue(overrides));
            var cells = ScriptConfirmation.Of(parsed.GetValue(trust)).LoadSweep(parsed.GetRequiredValue(spec), request).Status();
            var costs = parsed.GetValue(cost) ? TorchThread.Run(() => CellCost.Of([.. cells.Select(cell => cell.Cell)])) : null;
            if (parsed.GetValue(json))
                JsonOutput.Write(SweepTable.Document(cells, costs));
            else
                SweepTable.Print(cells, costs);
        });
        return command.WithExample("plan first.yaml --cost", "what would be trained, and how large its networks are");
    }
}
