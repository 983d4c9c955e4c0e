using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Specs;

namespace InpaintLab.Cli.Commands;

/// <summary><c>plan SPEC</c>: the experiments of a spec, and which of them are done; trains nothing and never loads libtorch.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var profile = SharedOptions.Profile();
        var overrides = SharedOptions.Overrides();
        var json = SharedOptions.Json();
        var command = new Command("plan", "List the experiments of a spec, and which are done.") { spec, profile, overrides, json };
        command.SetAction(parsed =>
        {
            var request = new SpecRequest(parsed.GetValue(profile), parsed.GetRequiredValue(overrides));
            var cells = Sweep.Load(parsed.GetRequiredValue(spec), request).Status();
            if (parsed.GetValue(json))
                JsonOutput.Write(SweepTable.Document(cells));
            else
                SweepTable.Print(cells);
        });
        return command;
    }
}
