using System.ComponentModel;
using System.Diagnostics;

namespace InpaintLab.Cli.Doctor;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">How it ended; null when it was ended for taking too long.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Subprocess(int? ExitCode, string Output, string Error)
{
    /// <summary>Runs a program; null when it cannot be started.</summary>
    public static Subprocess? Run(string program, IReadOnlyList<string> arguments, TimeSpan longestWait)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var ended = process.WaitForExit(longestWait);
            if (!ended)
                process.Kill(entireProcessTree: true);
            Task.WaitAll(output, error);
            return new Subprocess(ended ? process.ExitCode : null, output.Result, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
