using System.CommandLine;
using System.Diagnostics;
using InpaintLab.Reporting.Scripts;
using InpaintLab.Scripting;

namespace InpaintLab.Cli.Running;

/// <summary>
/// <c>compile-report SCRIPT</c>, not listed: compiles a report's script into the cache and says nothing; <c>report</c> runs it as a process
/// of its own before it reads any data. What is wrong with a script is said by <c>report</c>.
/// </summary>
internal static class ScriptCompilation
{
    private const string Name = "compile-report";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var script = new Argument<string>("SCRIPT");
        var command = new Command(Name, "Compile a report's script into the cache.") { script };
        command.Hidden = true;
        command.SetAction(
            parsed => new ScriptHost(ReportGlobals.Kind, ScriptCache.Default()).Load(parsed.GetRequiredValue(script)).Dispose());
        return command;
    }

    /// <summary>Runs it, to its end.</summary>
    public static void InAnotherProcess(string script)
    {
        var (program, arguments) = OwnProgram.With(Name, script);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Code that runs for a second only is not worth being measured.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Task.WaitAll(output, error);
    }
}
