using System.CommandLine;
using System.CommandLine.Invocation;
using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Hooks;
using InpaintLab.Training.Scripts;

namespace InpaintLab.Cli.Running;

/// <summary>
/// How a command that may load scripts confirms one that the user has not confirmed yet: by <c>--trust</c>, or by an answer in a terminal;
/// else the script stays an error. See src/docs/adr/0008-scripts-and-trust.md.
/// </summary>
internal static class ScriptConfirmation
{
    /// <summary>The name of the option.</summary>
    public const string OptionName = "--trust";

    /// <summary>Gives <c>--trust</c> to a command whose action is set: it loads specs, of files or of runs.</summary>
    public static Command LoadsSpecs(this Command command)
    {
        var trust = new Option<bool>(OptionName)
        {
            Description = "Confirm the scripts that the spec names, now and from now on: they run with your rights.",
        };
        command.Add(trust);
        var action = (SynchronousCommandLineAction)command.Action!;
        command.SetAction(parsed =>
        {
            var isTerminal = !Console.IsInputRedirected && !Console.IsErrorRedirected;
            var isTrusted = parsed.GetValue(trust);
            ScriptLibrary.Default.Confirm = script => isTrusted || (isTerminal && Ask(script, Console.In, Console.Error));
            return action.Invoke(parsed);
        });
        return command;
    }

    /// <summary>A spec with all its experiments, and their hooks compiled.</summary>
    public static Sweep LoadSweep(string path, SpecRequest request)
    {
        var sweep = Sweep.Load(path, request);
        CheckHooks(sweep.Cells);
        return sweep;
    }

    /// <summary>Loads the spec of a run with its components, and its hooks, for it is to go on.</summary>
    public static void LoadRun(RunFolder run) => HookRunner.Check(SpecLoader.Resolve(run.SpecPath, [], Components.Registry));

    /// <summary>Compiles the hooks of experiments, those that they share once.</summary>
    public static void CheckHooks(IEnumerable<SpecCell> cells)
    {
        foreach (var cell in cells.DistinctBy(cell => string.Join(' ', cell.Resolved.Spec.Hooks.Scripts.Select(hook => hook.Sha256))))
            HookRunner.Check(cell.Resolved);
    }

    /// <summary>Asks whether a script may be run; only a plain yes is one.</summary>
    internal static bool Ask(SpecScript script, TextReader input, TextWriter output)
    {
        output.WriteLine($"The script {script.Path} has not been confirmed on this machine. It would run with your rights: read it first.");
        if (script.Parts.Count > 1)
            output.WriteLine($"It uses {string.Join(", ", script.Parts.Skip(1).Select(part => part.Name))}.");
        output.Write("Run it, now and from now on as long as its content is the same? [y/N] ");
        output.Flush();
        return input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
