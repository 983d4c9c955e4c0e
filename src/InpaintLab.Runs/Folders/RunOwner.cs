using System.Text.Json.Serialization;

namespace InpaintLab.Runs.Folders;

/// <summary>Who writes a run: the content of <c>run.lock</c>, which its owner touches every few seconds.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Pid">The process's number on it.</param>
/// <param name="Start">When the process started, in the system's own terms.</param>
/// <param name="Since">When it took the lock (UTC).</param>
public sealed record RunOwner(string Host, int Pid, string Start, DateTime Since)
{
    /// <summary>
    /// How long an owner on another machine may be silent before it counts as gone; many times the pause between two signs of life, for
    /// clocks that differ and file systems that are slow.
    /// </summary>
    public static TimeSpan LongestSilence { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Its last sign of life (UTC), by the clock of the file system.</summary>
    [JsonIgnore]
    public DateTime LastSeen { get; init; }

    /// <summary>The process.</summary>
    [JsonIgnore]
    public ProcessIdentity Process => new(Host, Pid, Start);

    /// <summary>Whether it runs on this machine, where its process can be looked for.</summary>
    [JsonIgnore]
    public bool IsHere => Host == Environment.MachineName;

    /// <summary>Whether it still writes the run: on another machine, whether it gave a sign of life lately.</summary>
    public bool IsAlive() => IsHere ? Process.IsAlive() : DateTime.UtcNow - LastSeen < LongestSilence;

    /// <summary>Process, machine and since when, and of another machine's its last sign of life.</summary>
    public override string ToString()
    {
        var since = Since == default ? "" : $", since {Since:yyyy-MM-dd HH:mm:ss} UTC";
        return IsHere ? $"{Process}{since}" : $"{Process}{since}, last sign of life {Age(DateTime.UtcNow - LastSeen)} ago";
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => $"{age.TotalDays:F0} days",
        { TotalHours: >= 2 } => $"{age.TotalHours:F0} hours",
        { TotalMinutes: >= 2 } => $"{age.TotalMinutes:F0} minutes",
        _ => $"{Math.Max(0, age.TotalSeconds):F0} seconds",
    };
}
