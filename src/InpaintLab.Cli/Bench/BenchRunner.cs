using System.Diagnostics;

namespace InpaintLab.Cli.Bench;

/// <summary>One benchmark's outcome; times are medians over the rounds of the time of one iteration.</summary>
/// <param name="Name">Suite and workload.</param>
/// <param name="Ours">Our time.</param>
/// <param name="Peer">The peer's time; null where it has no match.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Ratio">Ours over peer: below 1 is faster than the peer; null without one.</param>
/// <param name="Runs">Timed rounds on each side.</param>
/// <param name="Information">Whether the peer is not written for speed: the row informs, and claims nothing.</param>
/// <param name="ImagesPerSecond">Ours, where an iteration is made of images.</param>
/// <param name="PeerImagesPerSecond">The peer's.</param>
/// <param name="CpuRatio">
/// The same ratio of the time that all threads of either process worked: it says more than <paramref name="Ratio"/> on a machine that does
/// something else as well. Null where the peer works in processes of its own.
/// </param>
/// <param name="ShareOfCeiling">
/// Our layers' operations a second over <see cref="BenchCeiling.MatrixGigaflops"/>; null where they are not counted.
/// </param>
/// <param name="PeakBytes">The most memory that our process had while it was timed, all of the program included.</param>
/// <param name="PeerPeakBytes">
/// The peer's; the networks of all workloads of the suite are in it. Null where the peer works in processes of its own.
/// </param>
internal sealed record BenchResult(
    string Name,
    double Ours,
    double? Peer,
    string Unit,
    double? Ratio,
    int Runs,
    bool Information = false,
    double? ImagesPerSecond = null,
    double? PeerImagesPerSecond = null,
    double? CpuRatio = null,
    double? ShareOfCeiling = null,
    long? PeakBytes = null,
    long? PeerPeakBytes = null);

/// <summary>
/// Times a workload on both sides in turn: ours, peer, peer, ours, ... so that what else the machine does falls on both alike.
/// </summary>
internal static class BenchRunner
{
    // Long enough for the runtime to recompile what is hot with the profile it gathered, and for libtorch to have picked its kernels.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>Times the workload against the peer, or alone where the peer has no match for it.</summary>
    public static BenchResult Run(string suite, Workload workload, PythonPeer peer, int rounds, BenchCeiling ceiling)
    {
        var hasPeer = workload.PeerName.Length > 0;
        Warm(() => Time(workload));
        if (hasPeer)
            Warm(() => peer.Time(workload.PeerName, workload.Iterations));
        var (ours, theirs) = (new Timing[rounds], new Timing[hasPeer ? rounds : 0]);
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
                ours[round] = Time(workload);
            if (hasPeer)
                theirs[round] = peer.Time(workload.PeerName, workload.Iterations);
            if (round % 2 != 0)
                ours[round] = Time(workload);
        }

        var seconds = Median(ours.Select(t => t.Seconds)) / workload.Iterations;
        var result = new BenchResult(
            $"{suite}/{workload.Name}", seconds * workload.Unit.PerSecond, null, workload.Unit.Name, null, rounds, workload.IsInformation)
        {
            ShareOfCeiling = workload.Flops / seconds / (ceiling.MatrixGigaflops * 1e9),
            ImagesPerSecond = hasPeer ? workload.Images / seconds : null,
            PeakBytes = ours.Max(t => t.PeakBytes),
        };
        if (!hasPeer)
            return result;
        var peerSeconds = Median(theirs.Select(t => t.Seconds)) / workload.Iterations;
        return result with
        {
            Peer = peerSeconds * workload.Unit.PerSecond,
            Ratio = seconds / peerSeconds,
            CpuRatio = workload.HasPeerProcesses ? null : Median(ours.Select(t => t.CpuSeconds)) / Median(theirs.Select(t => t.CpuSeconds)),
            PeerImagesPerSecond = workload.Images / peerSeconds,
            PeerPeakBytes = workload.HasPeerProcesses ? null : theirs.Max(t => t.PeakBytes),
        };
    }

    /// <summary>The middle value; between two, their mean.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Warm(Action round)
    {
        var watch = Stopwatch.StartNew();
        do
            round();
        while (watch.Elapsed < WarmUp);
    }

    private static Timing Time(Workload workload) => Timing.Of(() => workload.Run(workload.Iterations));
}
