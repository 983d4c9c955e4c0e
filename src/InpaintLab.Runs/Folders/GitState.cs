using System.ComponentModel;
using System.Diagnostics;

namespace InpaintLab.Runs.Folders;

/// <summary>Asks git, where there is one, about a directory.</summary>
internal static class GitState
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The commit of the repository around <paramref name="directory"/> and whether tracked files differ from it; nulls where unknown.
    /// </summary>
    public static (string? Commit, bool? Dirty) Of(string directory)
    {
        var commit = Ask(directory, "rev-parse", "HEAD");
        var changes = commit is null ? null : Ask(directory, "status", "--porcelain", "--untracked-files=no");
        return (commit?.Trim(), changes is null ? null : changes.Length > 0);
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
