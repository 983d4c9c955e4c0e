using System.ComponentModel;
using System.Diagnostics;

namespace InpaintLab.Reporting.Documents;

/// <summary>Makes a PDF of a LaTeX document with pdflatex, where that is installed.</summary>
internal static class LatexBuild
{
    private const string Program = "pdflatex";
    private const int Passes = 2; // the second knows the widths of long tables
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Builds it beside its source; nothing else is left there.</summary>
    /// <param name="source">The document, a full path.</param>
    /// <returns>Why there is no PDF; null when there is.</returns>
    public static string? Build(string source)
    {
        File.Delete(Path.ChangeExtension(source, "pdf")); // one that is older would pass for this
        var work = Directory.CreateTempSubdirectory("inpaintlab-latex-").FullName;
        try
        {
            for (var pass = 0; pass < Passes; pass++)
            {
                if (Run(source, work) is { } failure)
                    return failure;
            }

            File.Copy(
                Path.Combine(work, Path.ChangeExtension(Path.GetFileName(source), "pdf")),
                Path.ChangeExtension(source, "pdf"),
                overwrite: true);
            return null;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string? Run(string source, string work)
    {
        var start = new ProcessStartInfo(
            Program,
            ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", $"-output-directory={work}", Path.GetFileName(source)])
        {
            WorkingDirectory = Path.GetDirectoryName(source)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };

        // The time is part of no page, and must be of no file.
        start.Environment["SOURCE_DATE_EPOCH"] = "0";
        start.Environment["FORCE_SOURCE_DATE"] = "1";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return $"{Program} is not installed (apt-get install --no-install-recommends texlive-latex-recommended lmodern)";
        }

        using (process)
        {
            process.StandardInput.Close();
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return $"{Program} did not finish within {Limit.TotalMinutes:0} minutes";
            }

            var error = output.Result.Split('\n').FirstOrDefault(line => line.StartsWith('!'));
            return process.ExitCode == 0 ? null : $"{Program} failed: {error ?? $"exit code {process.ExitCode}"}";
        }
    }
}
