using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Cli.Commands;

/// <summary><c>run SPEC --profile-steps [STEPS]</c>: where the time of a training step goes. No run is left behind.</summary>
internal static class ProfileRun
{
    private const int DefaultSteps = 20;
    private const int MostSteps = 10_000;

    // Of the modules; the rest is in the trace and in --json.
    private const double LeastShare = 0.01;

    /// <summary>The option; its value is the number of steps.</summary>
    public static Option<int?> Option() => new("--profile-steps")
    {
        Description =
            $"Measure STEPS training steps (default {DefaultSteps}) instead of training: a table, and a trace file for chrome://tracing.",
        HelpName = "STEPS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Measures and prints.</summary>
    public static int Execute(ResolvedSpec? resolved, string? resume, int? steps, bool json)
    {
        if (resolved is null || resume is not null)
        {
            throw new UserErrorException(
                "--profile-steps: expected a spec before it and no --resume, e.g. inpaintlab run experiments/quickstart.yaml "
                    + "--profile-steps");
        }

        if (resolved.Spec.Model.IsClassical())
        {
            throw new UserErrorException(
                $"--profile-steps: expected a network, received the method '{resolved.Spec.Model.Name}', which takes no steps");
        }

        var count = steps ?? DefaultSteps;
        if (count is < 1 or > MostSteps)
            throw new UserErrorException($"--profile-steps: expected a number of steps from 1 to {MostSteps}, received {count}");
        using var interruption = new Interruption("stopping after this step");
        var profile = TorchThread.Run(() => StepProfiler.Run(new Experiment(resolved), count, interruption.Token));
        var trace = Path.GetFullPath($"{resolved.Spec.Name}.trace.json");
        AtomicFile.Write(trace, profile.WriteTrace);
        if (json)
        {
            JsonOutput.Write(
                new
                {
                    profile.FirstStep,
                    profile.Steps,
                    profile.StepMilliseconds,
                    profile.Phases,
                    profile.Modules,
                    profile.Operators,
                    trace,
                });
        }
        else
            Print(profile, trace);
        return ExitCode.Success;
    }

    private static void Print(StepProfileResult profile, string trace)
    {
        var last = profile.FirstStep + profile.Steps - 1;
        Console.Out.WriteLine($"steps {profile.FirstStep} to {last}: median {Numbers.Format(profile.StepMilliseconds)} ms");
        Print("phase", profile.Phases);
        Print("module of the generator, forward, with those inside it", profile.Modules.Where(m => m.Share >= LeastShare));
        OperatorTable.Print(profile.Operators, LeastShare);
        Console.Out.WriteLine($"trace, for chrome://tracing or ui.perfetto.dev: {trace}");
    }

    private static void Print(string heading, IEnumerable<ProfiledTime> times)
    {
        var table = Tables.Create([heading], ["median ms", "share"]);
        foreach (var time in times)
            table.Add(time.Name, Numbers.Format(time.Milliseconds), $"{time.Share:P1}");
        Tables.Print(table);
    }
}
