using System.CommandLine;
using InpaintLab.Cli.Help;
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
        return command
            .WithExample("validate first.yaml", "every mistake, with its place")
            .WithExample("validate first.yaml -s training.batch=4 --json", "with other values, for scripts");
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
            var resolved = SpecLoader.Resolve(path, overrides, Components.Registry);
            var (spec, where) = (resolved.Spec, resolved.Spec.Model.Where);
            try
            {
                // A family checks how its options go together when it is created; its weights are drawn later.
                var family = spec.Model.Create<IModelFamily>();
                if (spec.Resolution % family.SizeMultiple == 0)
                    return [];
                where = resolved.Origins.GetValueOrDefault("resolution", where);
                throw new UserErrorException(
                    $"resolution: the model '{spec.Model.Name}' expects a multiple of {family.SizeMultiple} px, received {spec.Resolution}");
            }
            catch (UserErrorException e)
            {
                return [new SpecError(where.File, where.Line, where.Column, e.Message)];
            }
        }
        catch (SpecException e)
        {
            return e.Errors;
        }
    }
}
