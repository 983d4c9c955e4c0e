using System.ComponentModel;
using System.Diagnostics;

namespace InpaintLab.Runs.Folders;

/// <summary>One process among all that ever ran: a number alone is used again, after a while or after a restart.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Pid">The process's number on it.</param>
/// <param name="Start">When it started, in the system's own terms: only compared for equality.</param>
public sealed record ProcessIdentity(string Host, int Pid, string Start)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = new(
        Environment.MachineName,
        Environment.ProcessId,
        StartOf(Environment.ProcessId) ?? throw new InvalidOperationException("the start of the own process is not known"));

    /// <summary>Whether it is still there; meaningful on its own machine only.</summary>
    public bool IsAlive() => StartOf(Pid) == Start;

    /// <inheritdoc/>
    public override string ToString() => $"process {Pid} on {Host}";

    private static string? StartOf(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return LinuxStartOf(pid);
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks.ToString();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or IOException)
        {
            return null;
        }
    }

    // .NET derives a start time from the clock, which may be set meanwhile; the kernel counts ticks since it booted (proc(5), field 22).
    private static string? LinuxStartOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var (state, start) = (fields[0], fields[19]);
        return state is "Z" or "X" ? null : File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() + "/" + start;
    }
}
