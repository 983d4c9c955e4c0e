using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>plan SPEC</c>: the experiments of a spec, and which of them are done; trains nothing, and loads libtorch for costs alone.
/// </summary>
internal static class PlanCommand
{
    private const int DefaultSteps = 5;
    private const int MostSteps = 1000;
    private const double Gibi = 1 << 30;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var profile = SharedOptions.Profile();
        var overrides = SharedOptions.Overrides();
        var cell = new Option<int?>("--cell") { Description = "This experiment alone, by its number.", HelpName = "K" };
        var cost = new Option<bool>("--cost")
        {
            Description = "Also say what each experiment's networks cost: parameters, and multiply-adds of a forward of one image.",
        };
        var measure = new Option<int?>("--measure")
        {
            Description =
                $"As --cost, and estimate each experiment's time and memory from STEPS measured steps (default {DefaultSteps}) of every "
                    + "kind of it.",
            HelpName = "STEPS",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var jobs = new Option<int>("--jobs")
        {
            Description = "With --measure: how many experiments would be trained at a time.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var json = SharedOptions.Json();
        var command = new Command("plan", "List the experiments of a spec, and which are done.")
        {
            spec, profile, overrides, cell, cost, measure, jobs, json,
        };
        command.SetAction(parsed =>
        {
            var request = new SpecRequest(parsed.GetValue(profile), parsed.GetRequiredValue(overrides));
            var sweep = ScriptConfirmation.LoadSweep(parsed.GetRequiredValue(spec), request);
            int? steps = parsed.GetResult(measure) is null ? null : parsed.GetValue(measure) ?? DefaultSteps;
            if (steps is < 1 or > MostSteps)
                throw new UserErrorException($"--measure: expected a number of steps from 1 to {MostSteps}, received {steps}");
            return Execute(
                sweep,
                parsed.GetValue(cell),
                parsed.GetValue(cost),
                steps,
                SharedOptions.CheckJobs(parsed.GetValue(jobs)),
                parsed.GetValue(json));
        });
        return command.LoadsSpecs()
            .WithExample("plan first.yaml --cost", "what would be trained, and how large its networks are")
            .WithExample("plan first.yaml --measure", "how long it would take, and how much memory");
    }

    private static int Execute(Sweep sweep, int? number, bool cost, int? measure, int jobs, bool json)
    {
        var all = sweep.Status();
        var places = sweep.Halving is { } halving ? HalvingState.Places(halving, all, []) : null;
        var only = number is { } k ? sweep.Cell(k).Number : (int?)null;
        IReadOnlyList<SweepCell> cells = [.. all.Where(c => only is null || c.Cell.Number == only)];
        IReadOnlyList<MeasuredResources?>? resources = (measure, only) switch
        {
            (null, _) => null,
            ({ } steps, null) => CellMeasurements.Of(sweep, cells, steps, SweepRunner.ThreadsOf(jobs)),
            ({ } steps, _) => [MeasureHere(cells[0].Cell.Resolved, steps)],
        };
        var estimates = resources?.Select((r, i) => r is null ? null : CellEstimate.Of(cells[i], r)).ToList();
        var table = new SweepTable(cells)
        {
            Costs = cost || measure is not null ? TorchThread.Run(() => CellCost.Of([.. cells.Select(cell => cell.Cell)])) : null,
            Estimates = estimates,
            Halving = places?.Where(p => only is null || p.Cell.Cell.Number == only).ToList(),
        };
        if (json)
        {
            JsonOutput.Write(new { Cells = table.Document(), Total = SweepTotal.Of(sweep, cells, table, jobs) });
        }
        else
        {
            table.Print();
            if (sweep.Halving is not null)
                PrintShape(sweep.Halving, cells);
            if (estimates is not null)
                PrintTotal(SweepTotal.Of(sweep, cells, table, jobs));
        }

        return estimates?.Contains(null) == true ? ExitCode.UserError : ExitCode.Success;
    }

    private static MeasuredResources MeasureHere(ResolvedSpec resolved, int steps)
    {
        using var interruption = new Interruption("stopping after this step");
        return TorchThread.Run(() => ResourceMeasurement.Run(resolved, steps, interruption.Token));
    }

    private static void PrintShape(Halving halving, IReadOnlyList<SweepCell> cells)
    {
        var shape = HalvingState.Board(halving, new HashSet<int>()).Shape(cells.Where(HalvingRunner.IsTrained));
        var trained = shape.Zip(shape.Skip(1).Append((0, 0)), (now, next) => now.Steps * (long)(now.Cells - next.Item2)).Sum();
        var whole = (long)halving.Steps * shape[0].Cells;
        Console.Out.WriteLine($"halving by {halving.Metric} on {halving.Mask}: "
            + $"{string.Join(", ", shape.Select(s => $"{s.Cells} to step {s.Steps}"))}; "
            + $"{trained} steps in place of {whole}");
    }

    private static void PrintTotal(SweepTotal total) =>
        Console.Out.WriteLine($"time left: {Numbers.Format(TimeSpan.FromSeconds(total.SecondsLeft!.Value))} with --jobs {total.Jobs}, as "
            + "fast as the machine is now and without metrics of sets; "
            + $"memory: {total.PeakBytes!.Value / Gibi:f1} GiB at most, that of a GPU not counted");
}
