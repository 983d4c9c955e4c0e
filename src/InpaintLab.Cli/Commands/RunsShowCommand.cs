using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs show RUN</c>: everything about one run but its points.</summary>
internal static class RunsShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var health = new Option<bool>("--health") { Description = "Draw losses and health over the run, with the warnings of training." };
        var json = SharedOptions.Json();
        var bins = SharedOptions.Bins();
        var command = new Command("show", "Show one run: states, results, series, events, pictures.") { run, health, bins, json };
        command.SetAction(parsed =>
        {
            var folder = RunSelector.Resolve(RunsRoot.Default(), parsed.GetRequiredValue(run));
            if (parsed.GetValue(health))
                Show(HealthDocument.Of(folder), parsed.GetValue(json), document => document.Print());
            else
            {
                Show(
                    RunDetails.Read(folder, parsed.GetValue(bins)) with { Checkpoints = CheckpointInspection.Of(folder) },
                    parsed.GetValue(json),
                    Print);
            }
        });
        return command.WithExample("runs show latest", "everything about the newest run");
    }

    private static void Show<T>(T document, bool json, Action<T> print)
    {
        if (json)
            JsonOutput.Write(document);
        else
            print(document);
    }

    private static void Print(RunDetails details)
    {
        var run = details.Run;
        var model = run.Variant.Length == 0 ? run.Family : $"{run.Family}, variant {run.Variant}";
        Console.Out.WriteLine(details.Path);
        Console.Out.WriteLine($"{run.Name}: {model}; masks {run.Mask}, dataset {run.Dataset}, {run.Resolution} px, seed {run.Seed}");
        foreach (var state in details.States)
        {
            Console.Out.WriteLine(
                $"{state.Time:yyyy-MM-dd HH:mm:ss} {Name(state.State)}{(state.Message.Length == 0 ? "" : $": {state.Message}")}");
        }

        if (details.States.Count == 0 || details.States[^1].State != run.State)
            PrintDeath(details);
        else if (run.State == RunState.Running && details.Owner is { } owner)
            Console.Out.WriteLine($"written by {owner.Description}");
        foreach (var corruption in details.Corruptions)
            Console.Out.WriteLine($"points.log is damaged at {corruption}");
        foreach (var problem in (details.Checkpoints ?? []).Select(c => c.Problem).OfType<string>())
            Console.Out.WriteLine(problem);
        CostTable.Print([run.Name], [details.Cost]);
        PrintEvaluations(details.Evaluations);
        PrintSetMetrics(details.SetMetrics);
        if (details.Bins is not null)
            PrintBins(details.Bins);

        // The means of evaluations are series, too; they have just been shown.
        var masks = details.Evaluations.Select(e => e.MaskSet + "/").ToHashSet();
        PrintSeries(details.Series.Where(s => !masks.Any(m => s.Key.StartsWith(m, StringComparison.Ordinal))));
        foreach (var e in details.Events)
            Console.Out.WriteLine($"{e.Time:yyyy-MM-dd HH:mm:ss} {Name(e)} {e.Kind}: {e.Message}");
        foreach (var image in details.Images)
            Console.Out.WriteLine($"step {image.Step} {image.Name}: {Path.Combine(details.Path, image.Path)}");
    }

    private static void PrintDeath(RunDetails details)
    {
        var resume = $"go on with: inpaintlab run --resume {details.Run.Id}";
        var now = details.Owner is { IsHere: false } owner
            ? $"{owner.Description}: it seems to be gone. If it is, delete {Path.Combine(details.Path, RunLock.FileName)} and {resume}"
            : $"its process is gone; {resume}";
        Console.Out.WriteLine($"now {Name(details.Run.State)}: {now}");
    }

    // A baseline's metrics carry its name, e.g. "known-mean/psnr": it has a row of its own.
    private static void PrintEvaluations(IReadOnlyList<MetricMean> evaluations)
    {
        if (evaluations.Count == 0)
            return;
        var metrics = evaluations.Select(e => Path.GetFileName(e.Metric)).Distinct().ToList();
        var table = Tables.Create(["masks", "method"], ["step", "n", .. metrics]);
        foreach (var row in evaluations.GroupBy(e => (e.Step, e.MaskSet, Method: Path.GetDirectoryName(e.Metric)!)))
        {
            var means = row.ToDictionary(e => Path.GetFileName(e.Metric), e => e.Mean);
            var method = row.Key.Method.Length == 0 ? "network" : row.Key.Method;
            var cells = metrics.Select(m => Numbers.Format(means.GetValueOrDefault(m, double.NaN)));
            table.Add([row.Key.MaskSet, method, $"{row.Key.Step}", $"{row.Max(e => e.N)}", .. cells]);
        }

        Tables.Print(table);
    }

    private static void PrintSetMetrics(IReadOnlyList<SetMetricRecord> records)
    {
        if (records.Count == 0)
            return;
        var table = Tables.Create(["masks", "method", "metric of sets"], ["step", "truths", "results", "value", "standard deviation"]);
        foreach (var r in records)
        {
            var method = r.Method.Length == 0 ? "network" : r.Method;
            var deviation = Numbers.Format(r.StandardDeviation ?? double.NaN);
            table.Add(
                r.MaskSet, method, r.SetMetric, $"{r.Step}", Condition("truths"), Condition("results"), Numbers.Format(r.Value), deviation);

            string Condition(string key) => r.Conditions.GetValueOrDefault(key, "-");
        }

        Tables.Print(table);
        foreach (var note in records.SelectMany(r => r.Notes.Select(note => $"{r.SetMetric}: {note}")).Distinct())
            Console.Out.WriteLine(note);
    }

    private static void PrintBins(IReadOnlyList<BinMean> bins)
    {
        var metrics = bins.Select(b => Path.GetFileName(b.Metric)).Distinct().ToList();
        var table = Tables.Create(["masks", "method", "hole ratio"], ["n", .. metrics]);
        foreach (var row in bins.GroupBy(b => (b.MaskSet, Method: Path.GetDirectoryName(b.Metric)!, b.Bin))
            .OrderBy(g => (g.Key.MaskSet, g.Key.Method)))
        {
            var means = row.ToDictionary(b => Path.GetFileName(b.Metric), b => b.Mean);
            var cells = metrics.Select(m => Numbers.Format(means.GetValueOrDefault(m, double.NaN)));
            table.Add(
                [row.Key.MaskSet, row.Key.Method.Length == 0 ? "network" : row.Key.Method, row.Key.Bin, $"{row.Max(b => b.N)}", .. cells]);
        }

        Tables.Print(table);
    }

    private static void PrintSeries(IEnumerable<SeriesDetails> series)
    {
        var table = Tables.Create(["series"], ["points", "superseded", "last step", "last", "min", "max"]);
        foreach (var s in series)
        {
            table.Add(
                s.Key,
                $"{s.N}",
                s.Superseded == 0 ? "" : $"{s.Superseded}",
                $"{s.LastStep}",
                Numbers.Format(s.Last),
                Numbers.Format(s.Min),
                Numbers.Format(s.Max));
        }

        Tables.Print(table);
    }

    private static string Name(RunState state) => state.ToString().ToLowerInvariant();

    private static string Name(EventRecord e) => e.Level.ToString().ToLowerInvariant();
}
