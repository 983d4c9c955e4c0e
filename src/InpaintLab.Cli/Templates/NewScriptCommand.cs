using System.CommandLine;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Scripting.Specs;

namespace InpaintLab.Cli.Templates;

/// <summary><c>new mask NAME</c> and its kin: a working, commented script, which counts as confirmed because it was made here.</summary>
internal static class NewScriptCommand
{
    /// <summary>The command of a kind of scripts.</summary>
    public static Command Create(ScriptTemplate template)
    {
        var name = new Argument<string>("NAME") { Description = "What it is called, e.g. my-" + template.Kind + "." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write (default: NAME.csx).", HelpName = "FILE" };
        var json = SharedOptions.Json();
        var command = new Command(template.Kind, template.Description) { name, output, json };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(output) ?? $"{parsed.GetRequiredValue(name)}.csx";
            NewFile.Write(file, template.Write(parsed.GetRequiredValue(name)));
            ScriptTrust.Default().ConfirmFile(file);
            if (parsed.GetValue(json))
                JsonOutput.Write(new { file });
            else
                Console.Out.WriteLine($"wrote {file}; its first lines say how it is used");
        });
        return command.WithExample($"new {template.Kind} my-{template.Kind}", "a working script to go on with");
    }
}
