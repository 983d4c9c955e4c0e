using System.Diagnostics;

namespace InpaintLab.Tests.Runs.Survival;

/// <summary>This test program with one explicit test, as a process to be killed.</summary>
internal static class ChildProcess
{
    /// <summary>Starts it; the caller kills and disposes it.</summary>
    /// <param name="method">The test's full name.</param>
    /// <param name="variable">The variable of the environment that tells it its folder.</param>
    /// <param name="folder">The folder.</param>
    public static Process Start(string method, string variable, string folder) =>
        Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "InpaintLab.Tests"), ["-explicit", "only", "-method", method])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [variable] = folder },
        })!;
}
