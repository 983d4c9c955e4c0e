using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>runs reproduce RUN</c>: its spec once more as a new run, with the threads that it had, and how far both are the same. A process of
/// its own trains, since the numbers of threads are read when a process starts.
/// </summary>
internal static class RunsReproduceCommand
{
    private const int Listed = 10;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var json = SharedOptions.Json();
        var command = new Command(
            "reproduce", "Train a run's spec again as a new run, and say how far both agree and what differs around them.")
        {
            run, json,
        };
        command.SetAction(parsed =>
        {
            var recorded = RunSelector.Resolve(RunsRoot.Default(), parsed.GetRequiredValue(run));
            var (exitCode, repeated) = Repeat(recorded);
            if (repeated is null)
                return exitCode;
            var document = TorchThread.Run(() => Document.Of(recorded, repeated));
            if (parsed.GetValue(json))
                JsonOutput.Write(document);
            else
                Print(document);
            return document.IsIdentical ? ExitCode.Success : ExitCode.FailedCheck;
        });
        return command.LoadsSpecs()
            .WithExitCode(ExitCode.FailedCheck, "the new run is not bit for bit the recorded one")
            .WithExample("runs reproduce latest", "does it come out the same, and if not, by how much", ExampleNeeds.Minutes);
    }

    private static (int ExitCode, RunFolder? Run) Repeat(RunFolder recorded)
    {
        var log = RunLog.Read(recorded.LogPath);
        if (log.Events.Any(e => e.Kind == "weights-imported"))
        {
            throw new UserErrorException(
                $"run {recorded.FolderName} was not trained here, its weights were imported: there is nothing to repeat");
        }

        if (log.State != RunState.Finished)
        {
            throw new UserErrorException(
                $"run {recorded.FolderName} did not finish: expected a finished run to compare with. Go on with it: inpaintlab run "
                    + $"--resume {recorded.Id}");
        }

        ScriptConfirmation.LoadRun(recorded);

        var (program, arguments) = OwnProgram.With("run", recorded.SpecPath, "--json");
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (variable, value) in ThreadsOf(RunEnvironment.Read(recorded.EnvironmentPath)))
            start.Environment[variable] = value;
        using var process = Process.Start(start)!;

        // Ctrl-C reaches the process that trains as well; it ends with a checkpoint, and this one waits for it.
        using var interruption = new Interruption("stopping the repetition");
        using var termination = interruption.Token.Register(() =>
        {
            if (interruption.IsTermination)
                Signals.Terminate(process.Id);
        });
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != ExitCode.Success)
            return (process.ExitCode, null);
        return (ExitCode.Success, RunFolder.Open(JsonDocument.Parse(output).RootElement.GetProperty("path").GetString()!));
    }

    // Without variables of its own, the recorded run had as many threads as its machine had cores.
    private static IEnumerable<KeyValuePair<string, string>> ThreadsOf(RunEnvironment recorded)
    {
        var variables = recorded.ThreadVariables.Where(v => v.Key.EndsWith("_NUM_THREADS", StringComparison.Ordinal)).ToList();
        return recorded.Extra.TryGetValue("libtorch_threads", out var threads) && !recorded.ThreadVariables.ContainsKey("OMP_NUM_THREADS")
            ? [.. variables, KeyValuePair.Create("OMP_NUM_THREADS", threads)]
            : variables;
    }

    private static void Print(Document document)
    {
        Console.Out.WriteLine($"{document.Run} again as {document.Again}");
        var different = document.Series.Where(s => !s.IsIdentical).ToList();
        var values = document.Series.Sum(s => s.Values);
        Console.Out.WriteLine(different.Count == 0
            ? $"values: all {values} of {document.Series.Count} series and results are bit-identical"
            : $"values: {different.Count} of {document.Series.Count} series and results differ, {different.Sum(s => s.Different)} of "
                + $"{values} values");
        if (different.Count > 0)
        {
            var table = Tables.Create(["series"], ["values", "different", "in one only", "largest difference", "from step"]);
            foreach (var s in different.OrderByDescending(s => s.LargestDifference).Take(Listed))
                table.Add(s.Key, $"{s.Values}", $"{s.Different}", $"{s.Missing}", $"{s.LargestDifference:g3}", $"{s.FirstStep}");
            Tables.Print(table);
            if (different.Count > Listed)
                Console.Out.WriteLine($"and {different.Count - Listed} more (--json lists all)");
        }

        if (document.Weights is { } weights)
        {
            Console.Out.WriteLine(weights.IsIdentical
                ? $"last checkpoint: all {weights.Tensors} tensors are bit-identical"
                : $"last checkpoint: {weights.Different} of {weights.Tensors} tensors differ, by at most {weights.LargestDifference:g3}; "
                    + $"{weights.Missing} in one only");
        }

        Console.Out.WriteLine(document.Environment.Count == 0 ? "environment: the same" : "environment:");
        foreach (var difference in document.Environment)
            Console.Out.WriteLine($"  {difference}{(difference.ChangesBits ? " (can change results)" : "")}");
    }

    /// <summary>The document of <c>--json</c>.</summary>
    private sealed record Document(
        string Run,
        string Again,
        bool IsIdentical,
        IReadOnlyList<SeriesAgreement> Series,
        WeightsAgreement? Weights,
        IReadOnlyList<EnvironmentDifference> Environment)
    {
        public static Document Of(RunFolder recorded, RunFolder repeated)
        {
            var (before, now) = (RunLog.Read(recorded.LogPath), RunLog.Read(repeated.LogPath));
            var series = RunAgreement.Of(before, now);
            var weights = WeightsAgreement.Of(recorded, repeated);
            return new Document(
                recorded.FolderName,
                repeated.FolderName,
                series.All(s => s.IsIdentical) && weights?.IsIdentical != false,
                series,
                weights,
                [
                    .. SpecDifference(before.Description?.Description.SpecHash ?? "", now.Description?.Description.SpecHash ?? ""),
                    .. EnvironmentDifference.Between(
                        RunEnvironment.Read(recorded.EnvironmentPath), RunEnvironment.Read(repeated.EnvironmentPath)),
                ]);
        }

        // Edited since, or read otherwise by another version of the program.
        private static IEnumerable<EnvironmentDifference> SpecDifference(string before, string now) =>
            before == now ? [] : [new EnvironmentDifference("spec (SHA-256)", before, now, ChangesBits: true)];
    }
}
