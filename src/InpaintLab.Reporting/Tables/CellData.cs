using InpaintLab.Core.Randomness;
using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Reporting.Tables;

/// <summary>The measurements of one cell: one experiment, one mask set, one method, one metric, a run for each seed.</summary>
internal sealed class CellData
{
    private const int Resamples = 1999;

    private readonly TableDefinition _definition;
    private readonly Lazy<IReadOnlyDictionary<(string Image, string Mask), double>> _pairs;
    private readonly Lazy<Interval?> _interval;

    public CellData(IReadOnlyList<Measurement> measurements, TableDefinition definition)
    {
        _definition = definition;
        Measurements = [.. measurements.OrderBy(m => m.Run.Seed)];
        Mean = Measurements.Average(m => m.Mean);
        _pairs = new(MeansOfPairs);
        _interval = new(IntervalOfMean);
    }

    public IReadOnlyList<Measurement> Measurements { get; }

    public double Mean { get; }

    /// <summary>
    /// For each image under its mask the mean over seeds, where all seeds have a finite value; empty for a metric of sets.
    /// </summary>
    public IReadOnlyDictionary<(string Image, string Mask), double> Pairs => _pairs.Value;

    /// <summary>Of the mean over seeds where there are several, else over images; null where there is none.</summary>
    public Interval? Interval => _interval.Value;

    public CellLineage Lineage(string query)
    {
        var first = Measurements[0];
        return new CellLineage(
            [.. Measurements.Select(m => m.Run.Id)],
            query,
            first.Run.GroupKey,
            first.SetName,
            first.Method.Length == 0 ? first.Metric : $"{first.Method}/{first.Metric}");
    }

    public TableCell ToCell(string query, IEnumerable<long> seedsOfTable)
    {
        var first = Measurements[0];
        long[] seeds = [.. Measurements.Select(m => m.Run.Seed)];
        return new TableCell
        {
            Mean = Mean,
            Interval = Interval,
            Seeds = seeds,
            MissingSeeds = [.. seedsOfTable.Except(seeds).Order()],
            Images = first.OfSet is null ? first.Images.Count : null,
            LeftOut = Measurements.Sum(m => m.Images.Count - m.Finite.Count()),
            Lineage = Lineage(query),
        };
    }

    private Interval? IntervalOfMean()
    {
        double[] values = Measurements is [var only] ? [.. only.Finite.Select(i => i.Value)] : [.. Measurements.Select(m => m.Mean)];
        if (values.Length < 2 || !Array.TrueForAll(values, double.IsFinite))
            return null;
        return _definition.Interval == IntervalKind.T
            ? Statistics.Interval.StudentT(values, _definition.Confidence)
            : Bootstrap.BiasCorrected(values, RandomStream.Create(0, "table"), confidence: _definition.Confidence, resamples: Resamples);
    }

    private IReadOnlyDictionary<(string Image, string Mask), double> MeansOfPairs() => Measurements
        .SelectMany(m => m.Finite)
        .GroupBy(r => (r.ImageId, r.MaskId), r => r.Value)
        .Where(g => g.Count() == Measurements.Count)
        .ToDictionary(g => g.Key, g => g.Average());
}
