using System.CommandLine;
using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using Spectre.Console;

namespace InpaintLab.Cli.Bench;

/// <summary><c>inpaintlab bench [NAME]</c>: our speed against Python's on the same libtorch.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = $"One of: {string.Join(", ", BenchSuite.All.Select(s => s.Name))}. All when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var python = new Option<string?>("--python")
        {
            Description = $"A python3 that has PyTorch; else {PythonPeer.Variable}, python3, /usr/bin/python3.",
            HelpName = "PATH",
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Timed rounds on each side.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var command = new Command("bench", "Measure our speed against Python's on the same libtorch, in turns.") { name, json, python, rounds };
        command.SetAction(parsed =>
        {
            var suites = BenchSuite.Select(parsed.GetValue(name));
            if (parsed.GetValue(rounds) is < 1 and var received)
                throw new UserErrorException($"bench: --rounds: expected at least 1, received {received}");
            var report = Measure(suites, parsed.GetValue(rounds), PythonPeer.Interpreters(parsed.GetValue(python)));
            if (parsed.GetValue(json))
                Console.Out.WriteLine(report.ToJson());
            else
                report.Print(AnsiConsole.Console);
            return 0;
        });
        return command;
    }

    private static BenchReport Measure(IReadOnlyList<BenchSuite> suites, int rounds, IReadOnlyList<string> interpreters)
    {
        // Both sides get what the launcher set for libtorch, else every core: libtorch's own choice differs between the two.
        var threads = int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var set) && set > 0 ? set : Environment.ProcessorCount;
        var runner = new BenchRunner(rounds);
        var results = new List<BenchResult>();
        BenchMachine? machine = null;
        foreach (var suite in suites)
        {
            using var peer = PythonPeer.Start(suite.Script, interpreters, threads);
            LibTorch.Threads = threads;
            if (machine is null)
            {
                machine = BenchMachine.Of(peer);
                if (!machine.SameLibtorch)
                    Console.Error.WriteLine($"warning: the two sides run on different libtorch libraries ({machine.Libtorch} and {machine.PeerTorch}): the ratio is not of bindings alone");
            }

            foreach (var workload in suite.CreateWorkloads())
            {
                using (workload)
                {
                    Console.Error.WriteLine($"{suite.Name}/{workload.Name}: {rounds} rounds on each side");
                    results.Add(runner.Run(suite.Name, workload, peer));
                }
            }
        }

        return new BenchReport(machine!, results);
    }
}
