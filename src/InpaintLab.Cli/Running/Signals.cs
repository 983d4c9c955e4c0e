using System.Runtime.InteropServices;

namespace InpaintLab.Cli.Running;

/// <summary>Signals to other processes.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;

    /// <summary>Asks a process to end in its own time; does nothing where there are no such signals, or when it has ended.</summary>
    public static void Terminate(int process)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process, SigTerm);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
