using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Cli.Sweeps;

/// <summary>
/// Measures what cells take, each kind of them once, in a process of its own: its peak of memory is then that of one run.
/// </summary>
internal static class CellMeasurements
{
    /// <summary>The measurement of each cell, in their order; null where it failed, which is said on standard error.</summary>
    /// <param name="sweep">The spec.</param>
    /// <param name="cells">Cells of it.</param>
    /// <param name="steps">Steps measured.</param>
    /// <param name="threads">Threads that a run may compute with.</param>
    public static IReadOnlyList<MeasuredResources?> Of(Sweep sweep, IReadOnlyList<SweepCell> cells, int steps, int threads)
    {
        var known = new Dictionary<string, MeasuredResources?>();
        var kinds = cells.Select(cell => KindOf(cell.Cell.Resolved.Spec)).ToList();
        var count = kinds.Distinct().Count();
        foreach (var (cell, kind) in cells.Zip(kinds))
        {
            if (known.ContainsKey(kind))
                continue;
            Console.Error.WriteLine($"measuring {known.Count + 1} of {count}: {cell.Name}");
            known[kind] = Measure(sweep, cell, steps, threads);
        }

        return [.. kinds.Select(kind => known[kind])];
    }

    // What is of no moment for time and memory is set to the same for all.
    private static string KindOf(ExperimentSpec spec)
    {
        var (training, evaluation) = (spec.Training, spec.Evaluation);
        return new ResolvedSpec(spec with
        {
            Name = "x",
            Description = null,
            Seed = 1,
            Training = training with
            {
                Steps = training.Epochs is null ? 1 : null,
                LogEvery = 1,
                CheckpointEvery = 1,
                EarlyStop = null,
                Optimizer = new OptimizerSpec { Kind = training.Optimizer.Kind },
            },
            Evaluation = evaluation with { Every = 1, Grid = 0 },
        }).Text;
    }

    private static MeasuredResources? Measure(Sweep sweep, SweepCell cell, int steps, int threads)
    {
        var (program, arguments) = OwnProgram.With(
            ["plan", .. sweep.ArgumentsOf(cell.Cell), "--measure", steps.ToString(CultureInfo.InvariantCulture), "--json"]);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == ExitCode.Interrupted)
            throw new OperationCanceledException();
        if (process.ExitCode != ExitCode.Success)
        {
            Console.Error.WriteLine($"{cell.Name}: could not be measured (exit code {process.ExitCode})");
            return null;
        }

        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("cells")[0]
            .GetProperty("estimate")
            .GetProperty("resources")
            .Deserialize<MeasuredResources>(RunJson.Indented);
    }
}
