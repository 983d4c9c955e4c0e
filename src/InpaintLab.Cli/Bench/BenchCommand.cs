using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Cli.Bench.Gains;
using InpaintLab.Cli.Bench.Memory;
using InpaintLab.Cli.Bench.Page;
using InpaintLab.Cli.Bench.Store;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Torch;

namespace InpaintLab.Cli.Bench;

/// <summary><c>bench [NAME]</c>: our speed against Python's on the same libtorch.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = $"One of: {string.Join(", ", BenchSuite.All.Select(s => s.Name))}; all when left out.",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources = { _ => BenchSuite.All.Select(s => new CompletionItem(s.Name)) },
        };
        var python = new Option<string?>("--python")
        {
            Description = $"A python3 that has PyTorch (default: {PythonPeer.Variable}, else python3, else /usr/bin/python3).",
            HelpName = "PATH",
        };
        var rounds = new Option<int?>("--rounds")
        {
            Description = "Timed rounds on each side (default: as many as take some seconds).",
            HelpName = "N",
        };
        var only = new Option<string?>("--only") { Description = "Only what has this in its name, e.g. unet-64.", HelpName = "TEXT" };
        var growth = new Option<bool>("--growth")
        {
            Description = "Of classical: how each method's time grows with hole and image instead, without Python.",
        };
        var output = new Option<string?>("-o", "--output")
        {
            Description = "With --growth: the figure to draw, .svg, .pdf or .png.",
            HelpName = "FILE",
        };
        var profile = new Option<bool>("--profile")
        {
            Description =
                "Where our own time goes instead, without Python: by module and by operator, as a table and a trace file for "
                    + "chrome://tracing.",
        };
        var device = SharedOptions.Device();
        device.DefaultValueFactory = _ => "cpu";
        device.Description = "Of train-step, infer, fid and data: where both sides compute, cpu, cuda or cuda:N.";
        var graph = new Option<bool>("--cuda-graph")
        {
            Description = "On a GPU, our side captures its work once and launches it as a whole.",
        };
        var json = SharedOptions.Json();
        var command = new Command("bench", "Measure our speed against Python's on the same libtorch, in turns.")
        {
            name, only, python, rounds, growth, output, profile, device, graph, json,
            BenchStoreCommand.Create(), BenchStoreCommand.CreateWriter(), BenchPageCommand.Create(),
            BenchGainsCommand.Create(), BenchGainsCommand.CreateSide(), BenchMemoryCommand.Create(),
        };
        command.SetAction(parsed =>
        {
            var suites = BenchSuite.Select(parsed.GetValue(name));
            if (parsed.GetValue(rounds) is < 1 and var received)
                throw new UserErrorException($"--rounds: expected at least 1, received {received}");
            if (parsed.GetValue(growth))
            {
                GrowthReport.Make(parsed.GetValue(name), parsed.GetValue(rounds), parsed.GetValue(output), parsed.GetValue(json));
                return;
            }

            BenchTarget.Choose(parsed.GetRequiredValue(device), parsed.GetValue(graph), parsed.GetValue(name));
            if (parsed.GetValue(profile))
            {
                if (parsed.GetValue(name) is null)
                {
                    throw new UserErrorException(
                        "--profile: expected the name of one benchmark before it, e.g. inpaintlab bench train-step --profile");
                }

                TorchThread.Run(() => ProfileReport.Make(suites[0], parsed.GetValue(only), parsed.GetValue(rounds), parsed.GetValue(json)));
                return;
            }

            if (parsed.GetValue(output) is { } file)
                throw new UserErrorException($"-o {file}: only --growth draws a figure");
            var interpreters = PythonPeer.Interpreters(parsed.GetValue(python));
            var line = "inpaintlab " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1));
            var report = TorchThread.Run(() => Measure(line, suites, parsed.GetValue(only), parsed.GetValue(rounds), interpreters));
            if (parsed.GetValue(json))
                JsonOutput.Write(report);
            else
                report.Print();
        });
        return command
            .WithExample("bench", "everything; some minutes on a quiet machine", ExampleNeeds.Python)
            .WithExample(
                "bench classical --growth -o growth.svg",
                "how the classical methods grow with hole and image; minutes",
                ExampleNeeds.Gnuplot)
            .WithExample(
                "bench train-step --profile --rounds 5", "by module and operator, and what runs between operators", ExampleNeeds.Minutes)
            .WithExample("bench train-step --only unet-64", "one network", ExampleNeeds.Python)
            .WithExample("bench train-step --rounds 10 --json", "a few rounds of one, for scripts", ExampleNeeds.Python);
    }

    private static BenchReport Measure(
        string line, IReadOnlyList<BenchSuite> suites, string? only, int? rounds, IReadOnlyList<string> interpreters)
    {
        var results = new List<BenchResult>();
        BenchMachine? machine = null;
        foreach (var suite in suites)
        {
            using var peer = suite.StartPeer(interpreters, LibTorch.Threads);
            if (machine is null)
            {
                machine = BenchMachine.Of(peer);
                if (!machine.SameLibtorch)
                {
                    Console.Error.WriteLine(
                        $"warning: two libtorch libraries ({machine.Libtorch} here, {machine.PeerTorch} in Python): their difference is "
                            + "part of the ratios");
                }
            }

            foreach (var workload in suite.Create(only))
            {
                using var disposed = workload;
                if (workload.IsCompiled && !peer.Compiles)
                {
                    Console.Error.WriteLine(
                        $"{suite.Name}/{workload.Name}: left out: torch {peer.TorchVersion} has no torch.compile, which came with 2.0");
                    continue;
                }

                var count = rounds ?? workload.Rounds;
                Console.Error.WriteLine($"{suite.Name}/{workload.Name}: {count} rounds of {workload.Iterations} on each side");
                try
                {
                    results.Add(BenchRunner.Run(suite.Name, workload, peer, count, machine.Ceiling));
                }
                catch (PeerUnavailableException e)
                {
                    Console.Error.WriteLine($"{suite.Name}/{workload.Name}: left out: {e.Message}");
                }
            }
        }

        if (results.Count == 0)
            throw BenchSuite.NothingNamed(only, suites);
        return new BenchReport(DateTime.UtcNow, line, machine!, results);
    }
}
