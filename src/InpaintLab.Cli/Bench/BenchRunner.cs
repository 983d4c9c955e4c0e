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
internal sealed record BenchResult(
    string Name, double Ours, double? Peer, string Unit, double? Ratio, int Runs, bool Information = false, double? ImagesPerSecond = null, double? PeerImagesPerSecond = null);

/// <summary>
/// Times a workload on both sides in turn: ours, peer, peer, ours, ... so that what else the machine does falls on both alike.
/// </summary>
internal static class BenchRunner
{
    // Long enough for the runtime to recompile what is hot with the profile it gathered, and for libtorch to have picked its kernels.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>Times the workload against the peer, or alone where the peer has no match for it.</summary>
    public static BenchResult Run(string suite, Workload workload, PythonPeer peer, int rounds)
    {
        Warm(() => Time(workload));
        if (workload.PeerName.Length == 0)
            return Alone(suite, workload, rounds);
        Warm(() => peer.Time(workload.PeerName, workload.Iterations));
        var (ours, theirs) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
                ours[round] = Time(workload);
            theirs[round] = peer.Time(workload.PeerName, workload.Iterations);
            if (round % 2 != 0)
                ours[round] = Time(workload);
        }

        var scale = workload.Unit.PerSecond / workload.Iterations;
        var (our, their) = (Median(ours) * scale, Median(theirs) * scale);
        var images = workload.Images * workload.Unit.PerSecond;
        return new BenchResult(
            $"{suite}/{workload.Name}", our, their, workload.Unit.Name, our / their, rounds, workload.IsInformation, images / our, images / their);
    }

    private static BenchResult Alone(string suite, Workload workload, int rounds)
    {
        var ours = Enumerable.Range(0, rounds).Select(_ => Time(workload)).ToArray();
        return new BenchResult(
            $"{suite}/{workload.Name}", Median(ours) * workload.Unit.PerSecond / workload.Iterations, null, workload.Unit.Name, null, rounds, workload.IsInformation);
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

    private static double Time(Workload workload)
    {
        var start = Stopwatch.GetTimestamp();
        workload.Run(workload.Iterations);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
