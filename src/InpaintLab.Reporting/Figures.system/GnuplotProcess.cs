using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using InpaintLab.Core.Errors;

namespace InpaintLab.Reporting.Figures;

/// <summary>One gnuplot, without a shell: the script goes in, the picture comes out, no file is written.</summary>
internal sealed class GnuplotProcess(string program, TimeSpan timeLimit)
{
    /// <summary>What gnuplot wrote.</summary>
    /// <param name="terminal">What follows <c>set terminal</c>.</param>
    /// <param name="script">The rest of the script; not changed meanwhile.</param>
    /// <exception cref="UserErrorException">It is not there, takes too long, or fails.</exception>
    public byte[] Run(string terminal, StringBuilder script)
    {
        // -d: settings of the user's own would change the picture. Named as a file, the input is read in blocks; else byte by byte, which
        // takes longer than the drawing.
        var start = new ProcessStartInfo(program, OperatingSystem.IsWindows() ? ["-d"] : ["-d", "/dev/stdin"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["SOURCE_DATE_EPOCH"] = "0";
        using var process = Start(start);
        using var picture = new MemoryStream();
        var output = process.StandardOutput.BaseStream.CopyToAsync(picture);
        var error = process.StandardError.ReadToEndAsync();
        var input = Task.Run(() => Feed(process, terminal, script));
        if (!process.WaitForExit(timeLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new UserErrorException(
                $"gnuplot did not finish the figure within {timeLimit.TotalSeconds:0} s; are there fewer points to draw?");
        }

        Task.WaitAll(output, error, input);
        if (process.ExitCode != 0 || picture.Length == 0)
            throw new InvalidOperationException($"gnuplot ended with {process.ExitCode}: {error.Result.Trim()}");
        return picture.ToArray();
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException(
                $"figures are drawn by {program}, which cannot be started ({e.Message}). Install it: apt-get install "
                    + "--no-install-recommends gnuplot-nox (Debian, Ubuntu)", e);
        }
    }

    private static void Feed(Process process, string terminal, StringBuilder script)
    {
        try
        {
            using var writer = process.StandardInput;
            writer.Write($"set encoding utf8\nset terminal {terminal}\n");
            writer.Write(script);
        }
        catch (IOException)
        {
            // It stopped reading: its exit code and its words on standard error say why.
        }
    }
}
