using InpaintLab.Core.Errors;
using InpaintLab.Core.Statistics;
using InpaintLab.Runs.Database;

namespace InpaintLab.Runs.Queries;

/// <summary>The latest results of one run, for <c>runs compare</c>.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Folder">The folder, relative to the runs' root.</param>
/// <param name="Family">The model family.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Means">Each metric under each set of masks.</param>
public sealed record ComparedRun(string Id, string Name, string Folder, string Family, long Seed, IReadOnlyList<MetricMean> Means)
{
    /// <summary>What it cost; null when that was not recorded.</summary>
    public RunCost? Cost { get; init; }

    /// <summary>A run with its latest results.</summary>
    internal static ComparedRun Of(RunSummary run, IReadOnlyList<EvaluatedRow> rows) =>
        new(run.Id, run.Name, run.Folder, run.Family, run.Seed, MetricMean.Of(rows)) { Cost = RunCost.Of(run.Metrics) };
}

/// <summary>How far a run lies from the first one, over the pairs of image and mask that both were evaluated on.</summary>
/// <param name="Baseline">The first run's folder.</param>
/// <param name="Run">The other run's folder.</param>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="N">Shared pairs of image and mask.</param>
/// <param name="Mean">Mean of run minus baseline; not finite when a value is not.</param>
/// <param name="Low">Lower end of the interval (Student's t on the paired differences); null for one pair.</param>
/// <param name="High">Upper end.</param>
/// <param name="Confidence">The interval's confidence, e.g. 0.95.</param>
public sealed record PairedDifference(
    string Baseline, string Run, string MaskSet, string Metric, int N, double Mean, double? Low, double? High, double Confidence)
{
    /// <summary>The difference over <paramref name="pairs"/> of one mask set and metric, at least one.</summary>
    internal static PairedDifference Of(string baseline, string run, IReadOnlyList<PairedRow> pairs, double confidence)
    {
        var (mean, deviation) = MetricMean.MeanAndDeviation([.. pairs.Select(p => p.Second - p.First)]);
        var n = pairs.Count;
        var half = deviation is { } d ? StudentT.Quantile(0.5 + (confidence / 2), n - 1) * d / Math.Sqrt(n) : (double?)null;
        return new PairedDifference(baseline, run, pairs[0].MaskSet, pairs[0].Metric, n, mean, mean - half, mean + half, confidence);
    }
}

/// <summary>Several runs side by side: <c>runs compare</c>, and with <c>--json</c> its document.</summary>
/// <param name="Runs">The runs in the order asked for; the first is the baseline.</param>
/// <param name="Differences">Every other run against the first.</param>
public sealed record RunComparison(IReadOnlyList<ComparedRun> Runs, IReadOnlyList<PairedDifference> Differences)
{
    /// <summary>
    /// The runs that saw other images than the first: equal ids do not make their results pairs, and they have no differences.
    /// </summary>
    public required IReadOnlyList<RefusedValue> Unpaired { get; init; }

    /// <summary>Metrics of sets of images, by mask set and metric.</summary>
    public required IReadOnlyList<ComparedSetMetric> SetMetrics { get; init; }

    /// <summary>The differences by hole ratio; null where that was not asked for.</summary>
    public IReadOnlyList<BinnedDifference>? Bins { get; init; }

    /// <summary>Compares the latest evaluations.</summary>
    /// <param name="index">The runs' database.</param>
    /// <param name="folders">Two or more runs by their folders relative to the root.</param>
    /// <param name="confidence">Of the intervals, in (0, 1).</param>
    /// <param name="bins">Whether differences by hole ratio are wanted, too.</param>
    /// <exception cref="UserErrorException">Fewer than two runs.</exception>
    public static RunComparison Of(RunIndex index, IReadOnlyList<string> folders, double confidence = 0.95, bool bins = false)
    {
        var listed = index.Runs().ToDictionary(r => r.Folder);
        return Of(index, [.. folders.Select(Listed)], confidence, bins);

        RunSummary Listed(string folder) =>
            listed.TryGetValue(folder, out var run) ? run : throw UserErrorException.UnknownName("run", folder, listed.Keys);
    }

    /// <summary>Compares the latest evaluations.</summary>
    /// <param name="index">The runs' database.</param>
    /// <param name="runs">Two or more runs of it.</param>
    /// <param name="confidence">Of the intervals, in (0, 1).</param>
    /// <param name="bins">Whether differences by hole ratio are wanted, too.</param>
    /// <exception cref="UserErrorException">Fewer than two runs.</exception>
    public static RunComparison Of(RunIndex index, IReadOnlyList<RunSummary> runs, double confidence = 0.95, bool bins = false)
    {
        if (runs.Count < 2)
            throw new UserErrorException($"compare: expected two runs or more, received {runs.Count}.");
        var folders = runs.Select(r => r.Folder).ToList();
        var results = folders.ConvertAll(folder => index.ImageRows(folder, latestOnly: true));
        var baseline = new RowPairing(results[0]);
        var images = folders.Select(index.DatasetOf).ToList();
        var unpaired = images.Select((own, run) => new RefusedValue(run, RefusedValue.Images(own, images[0])))
            .Where(r => r.Unlike.Count > 0)
            .ToList();
        var pairs = Enumerable.Range(1, runs.Count - 1)
            .Where(run => !unpaired.Exists(r => r.Run == run))
            .Select(run => (Folder: folders[run], Rows: baseline.With(results[run])))
            .ToList();
        var differences = pairs.SelectMany(run => run.Rows
            .GroupBy(p => (p.MaskSet, p.Metric))
            .Select(rows => PairedDifference.Of(folders[0], run.Folder, [.. rows], confidence)));
        var binned = pairs.SelectMany(run => BinnedDifference.Of(folders[0], run.Folder, run.Rows, confidence));
        return new RunComparison([.. runs.Zip(results, ComparedRun.Of)], [.. differences])
        {
            Unpaired = unpaired,
            SetMetrics = ComparedSetMetric.Of([.. folders.Select(folder => SetMetricRecord.Of(index.Provenance(folder)))], images),
            Bins = bins ? [.. binned] : null,
        };
    }
}
