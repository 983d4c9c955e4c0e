using System.ComponentModel;
using System.Diagnostics;

namespace InpaintLab.Runs.Folders;

/// <summary>Asks git, where there is one, about a directory.</summary>
internal static class GitState
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The commit of the repository around <paramref name="directory"/> and the changes of tracked files against it, as <c>git apply</c>
    /// takes them, "" for none; nulls where unknown.
    /// </summary>
    public static (string? Commit, string? Diff) Of(string directory)
    {
        var commit = Ask(directory, "rev-parse", "HEAD");
        return (commit?.Trim(), commit is null ? null : Ask(directory, "diff", "HEAD", "--binary", "--no-color", "--no-ext-diff"));
    }

    private static string? Ask(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["--no-optional-locks", .. arguments])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEndAsync();
            var errors = git.StandardError.ReadToEndAsync();
            if (!git.WaitForExit(LongestWait))
            {
                git.Kill();
                return null;
            }

            Task.WaitAll(output, errors);
            return git.ExitCode == 0 ? output.Result : null;
        }
        catch (Win32Exception)
        {
            return null; // no git on this machine
        }
    }
}
