using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>validate SPEC</c>: all errors of a spec with line and column; neither data nor libtorch are needed.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var overrides = SharedOptions.Overrides();
        var json = SharedOptions.Json();
        var command = new Command("validate", "Check a spec and list its errors.") { spec, overrides, json };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(spec), parsed.GetRequiredValue(overrides), parsed.GetValue(json)));
        return command;
    }

    private static int Execute(string path, string[] overrides, bool json)
    {
        var errors = Check(path, overrides);
        if (json)
        {
            JsonOutput.Write(new
            {
                valid = errors.Count == 0,
                errors = errors.Select(e => new { e.File, e.Line, e.Column, e.Message }),
            });
        }
        else if (errors.Count == 0)
        {
            Console.Out.WriteLine($"{path}: valid");
        }
        else
        {
            foreach (var error in errors)
                Console.Error.WriteLine($"error: {error}");
        }

        return errors.Count == 0 ? ExitCode.Success : ExitCode.UserError;
    }

    private static IReadOnlyList<SpecError> Check(string path, string[] overrides)
    {
        try
        {
            var model = SpecLoader.Load(path, overrides, Components.Registry).Model;
            try
            {
                // A family checks how its options go together when it is created; its weights are drawn later.
                model.Create<IModelFamily>();
                return [];
            }
            catch (UserErrorException e)
            {
                return [new SpecError(model.Where.File, model.Where.Line, model.Where.Column, e.Message)];
            }
        }
        catch (SpecException e)
        {
            return e.Errors;
        }
    }
}
