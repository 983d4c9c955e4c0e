using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>run SPEC</c>: trains, evaluates and prints the results; the last line of its output is the run. A spec with a matrix, a search
/// or seeds is a sweep: <see cref="RunSweep"/>.
/// </summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string?>("SPEC")
        {
            Description = "The spec, a YAML file; may be left out with --resume.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var profile = SharedOptions.Profile();
        var overrides = SharedOptions.Overrides();
        var resume = new Option<string?>("--resume") { Description = "Go on with this run from its last checkpoint.", HelpName = "RUN" };
        var cell = new Option<int?>("--cell")
        {
            Description = "Of a spec of several experiments, train this one alone, by its number in `plan`.",
            HelpName = "K",
        };
        var jobs = new Option<int>("--jobs")
        {
            Description = "Of a spec of several experiments, how many to train at a time.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var until = new Option<int?>("--until")
        {
            Description = "Stop after this step for now, with a checkpoint to go on from; schedules are those of the whole run.",
            HelpName = "STEP",
        };
        var profileStep = ProfileRun.Option();
        var json = SharedOptions.Json();
        var command = new Command("run", "Train and evaluate what a spec describes; of several experiments, those not done yet.")
        {
            spec, profile, overrides, resume, cell, until, jobs, profileStep, json,
        };
        command.SetAction(parsed =>
        {
            var request = new SpecRequest(parsed.GetValue(profile), parsed.GetRequiredValue(overrides));
            var sweep = parsed.GetValue(spec) is { } path ? ScriptConfirmation.LoadSweep(path, request) : null;
            var (chosen, resumed, isTimed) = (parsed.GetValue(cell), parsed.GetValue(resume), parsed.GetResult(profileStep) is not null);
            var last = CheckUntil(parsed.GetValue(until), isTimed);
            if (sweep is { Cells.Count: > 1 } && chosen is null && resumed is null && !isTimed && last is null)
                return RunSweep.Execute(sweep, SharedOptions.CheckJobs(parsed.GetValue(jobs)), parsed.GetValue(json));
            var resolved = sweep is null ? null : Select(sweep, chosen);
            return isTimed
                ? ProfileRun.Execute(resolved, resumed, parsed.GetValue(profileStep), parsed.GetValue(json))
                : Execute(resolved, request, resumed, last, parsed.GetValue(json));
        });
        return command.LoadsSpecs()
            .WithExitCode(ExitCode.Interrupted, "stopped by Ctrl-C, with a checkpoint to resume from")
            .WithExample("run experiments/quickstart.yaml", "train and evaluate", ExampleNeeds.Minutes)
            .WithExample("run first.yaml -s training.steps=2 -s evaluation.images=2", "try a spec out")
            .WithExample("run --resume latest", "go on after Ctrl-C or a crash", ExampleNeeds.Minutes);
    }

    private static ResolvedSpec Select(Sweep sweep, int? cell)
    {
        if (cell is null && sweep.Cells is [var only])
            return only.Resolved;
        if (cell is null)
        {
            throw new UserErrorException(
                $"{sweep.Path}: it has {sweep.Cells.Count} experiments; expected --cell K with one of their numbers, see: inpaintlab plan "
                    + $"{sweep.Path}");
        }

        return sweep.Cell(cell!.Value).Resolved;
    }

    private static int? CheckUntil(int? received, bool isTimed) => received switch
    {
        < 1 => throw new UserErrorException($"--until: expected a step from 1, received {received}"),
        not null when isTimed => throw new UserErrorException("--until: expected no --profile-steps beside it, which trains nothing"),
        _ => received,
    };

    private static int Execute(ResolvedSpec? resolved, SpecRequest request, string? resume, int? until, bool json)
    {
        var folder = resume is null ? null : RunSelector.Resolve(RunsRoot.Default(), resume);
        if (folder is null && resolved is null)
            throw new UserErrorException("run: expected a spec, e.g. inpaintlab run experiments/quickstart.yaml, or --resume RUN");
        if (folder is not null)
        {
            ScriptConfirmation.LoadRun(folder);
            CheckSameSpec(folder, resolved, request);
        }

        if (until is not null && resolved?.Spec.Model is { } model && model.IsClassical())
            throw new UserErrorException($"--until: expected a network, received the method '{model.Name}', which takes no steps");

        using var interruption = new Interruption("stopping after this step, with a checkpoint; once more to stop at once");
        using var view = new TrainingView();
        try
        {
            var outcome = TorchThread.Run(() => folder is null
                ? TrainingSession.Start(resolved!, RunsRoot.Default(), view, interruption.Token, until)
                : TrainingSession.Resume(folder, view, interruption.Token, until));
            view.Dispose();
            Print(outcome, json);
            return ExitCode.Success;
        }
        catch (StepReachedException e)
        {
            view.Dispose();
            PrintPause(view.Run!, e, json);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            view.Dispose();
            Console.Error.WriteLine(view.Run is { } run
                ? $"interrupted{(File.Exists(Checkpoint.LastPath(run)) ? ", with a checkpoint" : "")}. Go on with: inpaintlab run --resume "
                    + $"{run.FolderName}"
                : "interrupted before there was a run");
            return ExitCode.Interrupted;
        }
    }

    // A run is what its spec.yaml says. A spec that says something else would be ignored, so it is refused.
    private static void CheckSameSpec(RunFolder folder, ResolvedSpec? given, SpecRequest request)
    {
        if (given is null && (request.Overrides.Count > 0 || request.Profile is not null))
        {
            throw new UserErrorException(
                "--resume: a run goes on with its own spec; expected no -s and no --profile, or a new run without --resume");
        }

        if (given is not null && given.Hash != SpecLoader.Resolve(folder.SpecPath, [], Components.Registry).Hash)
        {
            throw new UserErrorException(
                $"--resume: the spec is not that of {folder.FolderName} ({folder.SpecPath}); leave SPEC out to go on with that");
        }
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

    private static void PrintPause(RunFolder run, StepReachedException pause, bool json)
    {
        if (json)
            JsonOutput.Write(new { run.Id, Run = run.FolderName, run.Path, Steps = pause.Step, pause.Total });
        else
            Console.Out.WriteLine($"{pause.Message}. Go on with: inpaintlab run --resume {run.Id}\n{run.FolderName}");
    }

    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
