using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Specs.Schema;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>schema [SPEC]</c>: the JSON Schema of specs, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string?>("SPEC")
        {
            Description = "A spec whose scripts' components are to be in it, too.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("schema", "Print the JSON Schema of specs, by which editors complete and check them.") { spec };
        command.SetAction(parsed => Console.Out.Write(SpecSchema.Write(
            parsed.GetValue(spec) is { } path ? RegistryOf(path) : Components.Registry)));
        return command.LoadsSpecs().WithExample("schema first.yaml", "with the components of its scripts");
    }

    // Experiments of one spec may name different scripts.
    private static ComponentRegistry RegistryOf(string path)
    {
        var scripts = ScriptConfirmation.LoadSweep(path, SpecRequest.AsWritten).Cells.SelectMany(cell => ComponentsOf(cell.Resolved))
            .DistinctBy(script => script.Path);
        return Components.Registry.With(scripts.SelectMany(Components.Scripts.TypesOf));
    }

    private static IEnumerable<SpecScript> ComponentsOf(ResolvedSpec resolved) =>
        resolved.Scripts.Where(script => resolved.Spec.Components.Any(named => named.File == script.Name));
}
