using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench;

/// <summary>Work that this program and its peer in Python both do, any number of times.</summary>
/// <param name="name">Its name in results.</param>
/// <param name="peerName">What the peer's script calls it; empty where it has no match.</param>
/// <param name="unit">In what the time of one iteration is shown.</param>
/// <param name="iterations">How many make up one timed round: long against the clock, short against the machine's moods.</param>
/// <param name="rounds">How many rounds give a stable median.</param>
/// <param name="isInformation">Whether the peer does more than is needed: its ratio says how much that costs, not how fast we are.</param>
internal abstract class Workload(
    string name, string peerName, TimeUnit unit, int iterations, int rounds, bool isInformation = false) : IDisposable
{
    /// <summary>Its name in results.</summary>
    public string Name { get; } = name;

    /// <summary>What the peer's script calls it; empty where it has no match.</summary>
    public string PeerName { get; } = peerName;

    /// <summary>In what the time of one iteration is shown.</summary>
    public TimeUnit Unit { get; } = unit;

    /// <summary>Whether the peer is not a match in skill, so that the ratio is no claim.</summary>
    public bool IsInformation { get; } = isInformation;

    /// <summary>Iterations of one timed round.</summary>
    public int Iterations { get; } = iterations;

    /// <summary>Timed rounds on each side, unless the user says otherwise.</summary>
    public int Rounds { get; } = rounds;

    /// <summary>Images of one iteration, where a number a second says more than a time; else null.</summary>
    public virtual int? Images => null;

    /// <summary>
    /// Floating-point operations of one iteration, two for a multiply-add of a layer; null where they are not what it is about.
    /// </summary>
    public virtual double? Flops => null;

    /// <summary>Whether the peer compiles its networks, which torch can from version 2 on.</summary>
    public virtual bool IsCompiled => false;

    /// <summary>
    /// Whether the peer works in processes of its own, whose work and memory are then not counted: there is no comparing of these.
    /// </summary>
    public virtual bool HasPeerProcesses => false;

    /// <summary>The networks that it runs, for a profile by module, with what their paths begin with.</summary>
    public virtual IEnumerable<(string Prefix, nn.Module Module)> Networks => [];

    /// <summary>Does it so often; this is what is timed.</summary>
    public abstract void Run(int iterations);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A unit of time.</summary>
/// <param name="Name">Its abbreviation.</param>
/// <param name="PerSecond">How many there are in a second.</param>
internal sealed record TimeUnit(string Name, double PerSecond)
{
    public static TimeUnit Microseconds { get; } = new("us", 1e6);

    public static TimeUnit Milliseconds { get; } = new("ms", 1e3);
}
