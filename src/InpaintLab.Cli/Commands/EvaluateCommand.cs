using System.CommandLine;
using InpaintLab.Classical;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Metrics.Paired;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Commands;

/// <summary><c>evaluate RUN</c>: evaluates a checkpoint again, on the run's mask sets or on others.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var overrides = SharedOptions.Overrides();
        overrides.Description = "Replace a value of the spec's evaluation, e.g. -s evaluation.split=val; repeat for more.";
        var checkpoint = SharedOptions.Choice<CheckpointChoice>("--checkpoint", "Which checkpoint of the run (default: last).");
        var device = SharedOptions.Device();
        var blend = SharedOptions.Choice<Blending>("--blend", "What is done to fills before they are measured (default: none).");
        var log = new Option<bool>("--log") { Description = "Append the results to the run; without it they are only printed." };
        var json = SharedOptions.Json();
        var command = new Command("evaluate", "Evaluate a checkpoint of a run again, on its mask sets or on others.")
        {
            run, overrides, checkpoint, device, blend, log, json,
        };
        command.SetAction(parsed =>
        {
            var folder = RunSelector.Resolve(RunsRoot.Default(), parsed.GetRequiredValue(run));
            Execute(
                folder,
                parsed.GetValue(checkpoint),
                parsed.GetRequiredValue(overrides),
                parsed.GetRequiredValue(device),
                parsed.GetValue(blend),
                parsed.GetValue(log),
                parsed.GetValue(json));
        });
        return command.LoadsSpecs()
            .WithExitCode(ExitCode.Interrupted, "stopped by Ctrl-C; nothing was logged")
            .WithExample("evaluate latest --checkpoint best -s evaluation.images=2", "the best checkpoint on two images")
            .WithExample(
                "evaluate latest --blend poisson -s evaluation.images=2",
                "how much its fills gain when their colours are made to meet the rim")
            .WithExample(
                "evaluate latest -s 'evaluation.masks=[{name: centre, kind: box}]' -s evaluation.images=2 --log",
                "other masks, recorded in the run under a name of their own");
    }

    private static void Execute(
        RunFolder folder, CheckpointChoice checkpoint, string[] overrides, string device, Blending blend, bool log, bool json)
    {
        using var interruption = new Interruption("stopping after this batch");
        var evaluation = TorchThread.Run(() =>
        {
            var evaluation = new CheckpointEvaluation(folder, checkpoint, overrides, device, Console.Error.WriteLine, blend);

            // What may not be logged is refused before the work, not after it.
            if (log)
                evaluation.CheckLog();
            evaluation.Compute(interruption.Token);
            if (log)
                evaluation.Log();
            return evaluation;
        });
        if (json)
        {
            JsonOutput.Write(Document.Of(folder, checkpoint, evaluation, blend, log));
            return;
        }

        for (var i = 0; i < evaluation.Network.Count; i++)
        {
            ResultTables.Print(
                evaluation.Method,
                evaluation.Network[i],
                untrained: null,
                evaluation.KnownMean[i],
                evaluation.Missing,
                evaluation.Registry);
        }

        ResultTables.PrintMissing(evaluation.Missing);
        Console.Out.WriteLine();
        var logged = log ? "logged" : "not logged (--log does)";
        var blended = blend == Blending.None ? "" : $", fills blended ({blend.ToString().ToLowerInvariant()})";
        Console.Out.WriteLine($"{evaluation.Evaluated} of {folder.FolderName}{blended}; {logged}");
    }

    /// <summary>The document of <c>--json</c>.</summary>
    private sealed record Document(
        string Id, string Run, string Path, CheckpointChoice Checkpoint, long Step,
        Blending Blend, bool Logged, IReadOnlyList<SetDocument> Results)
    {
        public static Document Of(RunFolder run, CheckpointChoice checkpoint, CheckpointEvaluation evaluation, Blending blend, bool logged)
        {
            var results = evaluation.Network.Zip(evaluation.KnownMean, (network, mean) => new SetDocument(
                network.MaskSet, ResultTables.ImagesIn(network), network.Summaries, mean.Summaries, ResultTables.Gain(network, mean)));
            return new Document(run.Id, run.FolderName, run.Path, checkpoint, evaluation.Step, blend, logged, [.. results]);
        }
    }

    /// <summary>The results on one set of masks, as in the document of <c>run --json</c>.</summary>
    private sealed record SetDocument(
        string MaskSet,
        int N,
        IReadOnlyDictionary<string, MetricSummary> Network,
        IReadOnlyDictionary<string, MetricSummary> KnownMean,
        double? PsnrHoleGain);
}
