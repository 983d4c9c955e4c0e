using System.CommandLine;
using InpaintLab.Cli;
using InpaintLab.Cli.Bench;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Completion;
using InpaintLab.Cli.Doctor;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Templates;

// The commands in the order of the help. Each stands in a file of its own; a new one is one more line here.
Command[] commands =
[
    RunCommand.Create(),
    ValidateCommand.Create(),
    PlanCommand.Create(),
    SchemaCommand.Create(),
    InpaintCommand.Create(),
    EvaluateCommand.Create(),
    MetricsCommand.Create(),
    RunsCommand.Create(),
    ReportCommand.Create(),
    DataCommand.Create(),
    WeightsCommand.Create(),
    BenchCommand.Create(),
    DoctorCommand.Create(),
    NewCommand.Create(),
    CompletionCommand.Create(),

    // Not listed: called by scripts and by other commands.
    CompleteCommand.Create(),
    DocsCommand.Create(),
    TorchProbe.Create(),
];
return CommandLine.Run(commands, args);
