using System.CommandLine;
using InpaintLab.Core.Specs.Schema;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>schema</c>: the JSON Schema of specs, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of specs, by which editors complete and check them.");
        command.SetAction(_ => Console.Out.Write(SpecSchema.Write(Components.Registry)));
        return command;
    }
}
