using System.Globalization;

namespace InpaintLab.Cli.Bench;

/// <summary>What else a machine does while something is measured on it.</summary>
internal static class MachineLoad
{
    private const string Path = "/proc/loadavg";

    /// <summary>How many processes wanted a core in the minute before; null where the system does not say.</summary>
    public static double? LastMinute() =>
        File.Exists(Path) ? double.Parse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
