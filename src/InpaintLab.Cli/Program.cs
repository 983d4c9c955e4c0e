using InpaintLab.Cli;
using InpaintLab.Cli.Bench;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Completion;
using InpaintLab.Cli.Doctor;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Running;
using InpaintLab.Cli.Templates;

// The commands in the order of the help. Each stands in a file of its own; a new one is one more line here.
CommandEntry[] commands =
[
    new("run", RunCommand.Create),
    new("validate", ValidateCommand.Create),
    new("plan", PlanCommand.Create),
    new("schema", SchemaCommand.Create),
    new("inpaint", InpaintCommand.Create),
    new("evaluate", EvaluateCommand.Create),
    new("metrics", MetricsCommand.Create),
    new("runs", RunsCommand.Create),
    new("report", ReportCommand.Create),
    new("data", DataCommand.Create),
    new("weights", WeightsCommand.Create),
    new("bench", BenchCommand.Create),
    new("doctor", DoctorCommand.Create),
    new("new", NewCommand.Create),
    new("completion", CompletionCommand.Create),

    // Not listed: called by scripts and by other commands.
    new("complete", CompleteCommand.Create) { NeedsAll = true },
    new("docs", DocsCommand.Create) { NeedsAll = true },
    new("probe-torch", TorchProbe.Create),
    new("compile-report", ScriptCompilation.Create),
];
return CommandLine.Run(CommandEntry.For(commands, args), args);
