using System.CommandLine;
using InpaintLab.Cli;
using InpaintLab.Cli.Bench;
using InpaintLab.Cli.Commands;

// The commands in the order of the help. Each stands in a file of its own; a new one is one more line here.
Command[] commands =
[
    RunCommand.Create(),
    ValidateCommand.Create(),
    InpaintCommand.Create(),
    MetricsCommand.Create(),
    RunsCommand.Create(),
    WeightsCommand.Create(),
    BenchCommand.Create(),
];
return CommandLine.Run(commands, args);
