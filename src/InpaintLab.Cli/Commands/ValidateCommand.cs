using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Models;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>validate SPEC</c>: all errors of a spec with line and column; neither data nor libtorch are needed, but for <c>--data</c>.
/// </summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var profile = SharedOptions.Profile();
        var overrides = SharedOptions.Overrides();
        var resolved = new Option<bool>("--resolved")
        {
            Description = "Print the spec with every default, and where each value is written.",
        };
        var data = new Option<bool>("--data")
        {
            Description = "Look at the images, too: are they there, and does one stand in two splits?",
        };
        var json = SharedOptions.Json();
        var command = new Command("validate", "Check a spec and list its errors.") { spec, profile, overrides, resolved, data, json };
        command.SetAction(parsed => Execute(
            parsed.GetRequiredValue(spec),
            new SpecRequest(parsed.GetValue(profile), parsed.GetRequiredValue(overrides)),
            parsed.GetValue(resolved),
            parsed.GetValue(data),
            parsed.GetValue(json)));
        return command.LoadsSpecs()
            .WithExample("validate first.yaml", "every mistake, with its place")
            .WithExample("validate first.yaml --data", "the images, too")
            .WithExample("validate first.yaml -s training.batch=4 --json", "with other values, for scripts");
    }

    private static int Execute(string path, SpecRequest request, bool resolved, bool data, bool json)
    {
        var (cells, errors) = Check(path, request, data);
        if (json)
        {
            JsonOutput.Write(new
            {
                valid = errors.Count == 0,
                errors = errors.Select(e => new { e.File, e.Line, e.Column, e.Message }),
                resolved = resolved
                    ? cells.Select(cell => new { Cell = cell.Number, cell.Resolved.Hash, Text = cell.Resolved.AnnotatedText() })
                    : null,
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

    private static (IReadOnlyList<SpecCell> Cells, IReadOnlyList<SpecError> Errors) Check(string path, SpecRequest request, bool data)
    {
        try
        {
            var sweep = ScriptConfirmation.LoadSweep(path, request);
            var cells = sweep.Cells;
            var errors = cells.Select(cell => ErrorOf(cell.Resolved));
            if (sweep.Halving is { } halving)
                errors = errors.Append(HalvingState.ErrorOf(halving, cells));
            if (data)
            {
                errors = errors.Concat(
                    cells.DistinctBy(cell => cell.Resolved.Spec.Dataset.Options).Select(cell => ErrorOfData(cell.Resolved.Spec)));
            }

            return (cells, [.. errors.OfType<SpecError>().Distinct()]);
        }
        catch (UserErrorException e) when (e is IPlacedErrors)
        {
            return ([], ((IPlacedErrors)e).Errors);
        }
    }

    private static SpecError? ErrorOfData(ExperimentSpec spec)
    {
        var dataset = spec.Dataset;
        try
        {
            // Its place is a column of its own here, not the beginning of the message.
            using var progress = new CountProgress("files");
            if (ComponentRegistry.Create<IDataset>(dataset.Component, dataset.Options) is ImageFileDataset files
                && !spec.Model.IsClassical())
            {
                files.RefuseLeaks((done, total) => progress.Report(done, total));
            }

            return null;
        }
        catch (UserErrorException e)
        {
            return new SpecError(dataset.Where.File, dataset.Where.Line, dataset.Where.Column, e.Message);
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
