using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Commands;

/// <summary><c>run SPEC</c>: trains, evaluates and prints the results; the last line of its output is the run.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string?>("SPEC") { Description = "The spec, a YAML file; may be left out with --resume.", Arity = ArgumentArity.ZeroOrOne };
        var overrides = SharedOptions.Overrides();
        var resume = new Option<string?>("--resume") { Description = "Go on with this run from its last checkpoint.", HelpName = "RUN" };
        var profile = ProfileRun.Option();
        var json = SharedOptions.Json();
        var command = new Command("run", "Train and evaluate what a spec describes.") { spec, overrides, resume, profile, json };
        command.SetAction(parsed => parsed.GetResult(profile) is null
            ? Execute(parsed.GetValue(spec), parsed.GetRequiredValue(overrides), parsed.GetValue(resume), parsed.GetValue(json))
            : ProfileRun.Execute(
                parsed.GetValue(spec), parsed.GetRequiredValue(overrides), parsed.GetValue(resume), parsed.GetValue(profile), parsed.GetValue(json)));
        return command;
    }

    private static int Execute(string? spec, string[] overrides, string? resume, bool json)
    {
        var resolved = spec is null ? null : SpecLoader.Resolve(spec, overrides, Components.Registry);
        var folder = resume is null ? null : RunSelector.Resolve(RunsRoot.Default(), resume);
        if (folder is null && resolved is null)
            throw new UserErrorException("run: expected a spec, e.g. inpaintlab run experiments/quickstart.yaml, or --resume RUN");
        if (folder is not null)
            CheckSameSpec(folder, resolved, overrides);

        using var interruption = new Interruption("stopping after this step, with a checkpoint; once more to stop at once");
        using var view = TrainingView.Create();
        try
        {
            var outcome = TorchThread.Run(() => folder is null
                ? TrainingSession.Start(resolved!, RunsRoot.Default(), view, interruption.Token)
                : TrainingSession.Resume(folder, view, interruption.Token));
            view.Dispose();
            Print(outcome, json);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            view.Dispose();
            Console.Error.WriteLine(view.Run is { } run
                ? $"interrupted, with a checkpoint. Go on with: inpaintlab run --resume {run.FolderName}"
                : "interrupted before there was a run");
            return ExitCode.Interrupted;
        }
    }

    // A run is what its spec.yaml says. A spec that says something else would be ignored, so it is refused.
    private static void CheckSameSpec(RunFolder folder, ResolvedSpec? given, string[] overrides)
    {
        if (given is null && overrides.Length > 0)
            throw new UserErrorException("--resume: a run goes on with its own spec; expected no -s, or a new run without --resume");
        if (given is not null && given.Hash != SpecLoader.Resolve(folder.SpecPath, [], Components.Registry).Hash)
            throw new UserErrorException($"--resume: the spec is not that of {folder.FolderName} ({folder.SpecPath}); leave SPEC out to go on with that");
    }

    private static void Print(TrainingOutcome outcome, bool json)
    {
        var document = RunDocument.Of(outcome, RunLog.Read(outcome.Run.LogPath));
        if (json)
        {
            JsonOutput.Write(document);
            return;
        }

        ResultTables.Print(outcome);
        Console.Out.WriteLine();
        if (document.Health is not null)
            Console.Out.WriteLine(document.Health);
        foreach (var warning in document.Warnings)
            Console.Out.WriteLine($"warning: {warning}");
        if (document.BrokenImages > 0)
            Console.Out.WriteLine($"broken images skipped: {document.BrokenImages} (named in: inpaintlab runs show {document.Id})");
        foreach (var grid in outcome.Grids)
            Console.Out.WriteLine($"pictures: {Shorten(grid)}");
        Console.Out.WriteLine($"run, for inpaintlab inpaint RUN IMAGE MASK -o OUT:\n{outcome.Run.FolderName}");
    }

    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
