using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
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
        var profile = SharedOptions.Profile();
        var overrides = SharedOptions.Overrides();
        var resolved = new Option<bool>("--resolved") { Description = "Print the spec with every default, and where each value is written." };
        var trust = ScriptConfirmation.Option();
        var json = SharedOptions.Json();
        var command = new Command("validate", "Check a spec and list its errors.") { spec, profile, overrides, resolved, trust, json };
        command.SetAction(parsed => Execute(
            parsed.GetRequiredValue(spec),
            new SpecRequest(parsed.GetValue(profile), parsed.GetRequiredValue(overrides)),
            parsed.GetValue(resolved),
            ScriptConfirmation.Of(parsed.GetValue(trust)),
            parsed.GetValue(json)));
        return command
            .WithExample("validate first.yaml", "every mistake, with its place")
            .WithExample("validate first.yaml -s training.batch=4 --json", "with other values, for scripts");
    }

    private static int Execute(string path, SpecRequest request, bool resolved, ScriptConfirmation confirmation, bool json)
    {
        var (cells, errors) = Check(path, request, confirmation);
        if (json)
        {
            JsonOutput.Write(new
            {
                valid = errors.Count == 0,
                errors = errors.Select(e => new { e.File, e.Line, e.Column, e.Message }),
                resolved = resolved ? cells.Select(cell => new { Cell = cell.Number, cell.Resolved.Hash, Text = cell.Resolved.AnnotatedText() }) : null,
            });
        }
        else if (errors.Count == 0 && resolved)
        {
            // One YAML document for each experiment.
            Console.Out.Write(string.Join("---\n", cells.Select(cell => cell.Resolved.AnnotatedText())));
        }
        else if (errors.Count == 0)
        {
            Console.Out.WriteLine(cells.Count == 1 ? $"{path}: valid" : $"{path}: valid, {cells.Count} experiments");
        }
        else
        {
            foreach (var error in errors)
                Console.Error.WriteLine($"error: {error}");
        }

        return errors.Count == 0 ? ExitCode.Success : ExitCode.UserError;
    }

    private static (IReadOnlyList<SpecCell> Cells, IReadOnlyList<SpecError> Errors) Check(string path, SpecRequest request, ScriptConfirmation confirmation)
    {
        try
        {
            var cells = confirmation.LoadSweep(path, request).Cells;
            return (cells, [.. cells.Select(cell => ErrorOf(cell.Resolved)).OfType<SpecError>().Distinct()]);
        }
        catch (UserErrorException e) when (e is IPlacedErrors)
        {
            return ([], ((IPlacedErrors)e).Errors);
        }
    }

    // How a family's options go together is known since the spec was read; what they have against the resolution is asked here.
    private static SpecError? ErrorOf(ResolvedSpec resolved)
    {
        var (model, origins) = (resolved.Spec.Model, resolved.Origins);
        if (model.CreateFamily().ErrorAt(model.Name, resolved.Spec.Resolution) is not { } error)
            return null;
        var where = origins.GetValueOrDefault(error.Key) ?? origins.GetValueOrDefault("resolution") ?? model.Where;
        return new SpecError(where.File, where.Line, where.Column, error.ToString());
    }
}
