using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Scripting.Specs;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Hooks;

namespace InpaintLab.Cli.Running;

/// <summary>
/// Loads what may name scripts. One that the user has not confirmed yet is confirmed by <c>--trust</c>, or by an answer in a terminal; else
/// it stays an error. See src/docs/adr/0008-scripts-and-trust.md.
/// </summary>
/// <param name="trust">Where confirmations are remembered.</param>
/// <param name="confirm">Whether the user confirms a script.</param>
internal sealed class ScriptConfirmation(ScriptTrust trust, Func<SpecScript, bool> confirm)
{
    /// <summary>The option.</summary>
    public static System.CommandLine.Option<bool> Option() =>
        new("--trust") { Description = "Confirm the scripts that the spec names, now and from now on: they run with your rights." };

    /// <summary>For a command line: everything is confirmed with --trust; without it a terminal asks, and anything else refuses.</summary>
    public static ScriptConfirmation Of(bool isTrusted)
    {
        var isTerminal = !Console.IsInputRedirected && !Console.IsErrorRedirected;
        return new ScriptConfirmation(
            ScriptTrust.Default(), script => isTrusted || (isTerminal && Ask(script, Console.In, Console.Error)));
    }

    /// <summary>A spec with all its experiments, and their hooks compiled.</summary>
    public Sweep LoadSweep(string path, SpecRequest request) => Load(() =>
    {
        var sweep = Sweep.Load(path, request);
        CheckHooks(sweep.Cells);
        return sweep;
    });

    /// <summary>The spec of a run, with its components; of one that is to go on, with its hooks, too.</summary>
    public void LoadRun(RunFolder run, bool withHooks = false) => Load(() =>
    {
        var resolved = SpecLoader.Resolve(run.SpecPath, [], Components.Registry);
        if (withHooks)
            HookRunner.Check(resolved);
        return resolved;
    });

    /// <summary>Loads something again and again until no script is left that is not confirmed.</summary>
    /// <exception cref="UntrustedScriptException">The user did not confirm one.</exception>
    public T Load<T>(Func<T> load)
    {
        while (true)
        {
            try
            {
                return load();
            }
            catch (UntrustedScriptException e)
            {
                if (!confirm(e.Script))
                    throw;
                trust.Confirm(e.Script);
            }
        }
    }

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
