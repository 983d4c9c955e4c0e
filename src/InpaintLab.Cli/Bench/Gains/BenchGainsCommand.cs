using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Bench.Gains;

/// <summary>
/// <c>bench gains</c>: what options and operators of this program gain, against the same program without them. Needs no Python.
/// </summary>
internal static class BenchGainsCommand
{
    /// <summary>What a process of it is called.</summary>
    public const string SideName = "gains-side";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var start = new Argument<string?>("START")
        {
            Description = $"How names of rows begin: {string.Join(", ", Gain.Kinds)}; all rows when left out.",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources = { _ => Gain.Kinds.Select(kind => new CompletionItem(kind)) },
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Processes on each side (default: 5).",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        };
        var json = SharedOptions.Json();
        var command = new Command("gains", "Measure what options and operators gain in time and memory, against this program without them.")
        {
            start, rounds, json,
        };
        command.SetAction(parsed =>
        {
            var gains = Gain.Select(parsed.GetValue(start));
            if (parsed.GetValue(rounds) is < 1 and var received)
                throw new UserErrorException($"--rounds: expected at least 1, received {received}");
            var line = "inpaintlab " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1));
            var machine = TorchThread.Run(GainMachine.Here);
            var report = new GainReport(DateTime.UtcNow, line, machine, [.. gains.Select(gain => Measure(gain, parsed.GetValue(rounds)))]);
            if (parsed.GetValue(json))
                JsonOutput.Write(report);
            else
                report.Print();
        });
        return command
            .WithExample("bench gains --json", "every row; some minutes on a quiet machine", ExampleNeeds.Minutes)
            .WithExample("bench gains checkpointing --rounds 3", "memory and time of activation checkpointing", ExampleNeeds.Minutes);
    }

    /// <summary>One side of one row, measured by the process that it is; called by <c>bench gains</c> alone.</summary>
    public static Command CreateSide()
    {
        var name = new Argument<string>("NAME");
        var side = new Argument<string>("SIDE");
        var command = new Command(SideName, "One of the processes of bench gains.") { name, side };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var gain = Gain.All.Single(g => g.Name == parsed.GetRequiredValue(name));
            JsonOutput.Write(TorchThread.Run(() => (parsed.GetRequiredValue(side) == "peer" ? gain.Peer : gain.Ours).Run(gain)));
        });
        return command;
    }

    // Ours, peer, peer, ours, ...: what else the machine does falls on both alike.
    private static GainResult Measure(Gain gain, int rounds)
    {
        Console.Error.WriteLine($"gains/{gain.Name}: {rounds} processes on each side");
        var (ours, peer) = (new SideResult[rounds], new SideResult[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
                ours[round] = gain.Ours.Measure(gain, isPeer: false);
            peer[round] = gain.Peer.Measure(gain, isPeer: true);
            if (round % 2 != 0)
                ours[round] = gain.Ours.Measure(gain, isPeer: false);
        }

        return GainResult.Of(gain, ours, peer);
    }
}
