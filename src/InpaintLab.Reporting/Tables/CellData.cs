using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Reporting.Tables;

/// <summary>The measurements of one cell: one experiment, one mask set, one method, one metric, a run for each seed.</summary>
internal sealed class CellData
{
    private readonly Lazy<IReadOnlyDictionary<(string Image, string Mask), double>> _pairs;

    public CellData(IReadOnlyList<Measurement> measurements)
    {
        Measurements = [.. measurements.OrderBy(m => m.Run.Seed)];
        Mean = Measurements.Average(m => m.Mean);
        _pairs = new(MeansOfPairs);
    }

    public IReadOnlyList<Measurement> Measurements { get; }

    public double Mean { get; }

    /// <summary>For each image under its mask the mean over seeds, where all seeds have a finite value; empty for a metric of sets.</summary>
    public IReadOnlyDictionary<(string Image, string Mask), double> Pairs => _pairs.Value;

    public Interval? Interval(double confidence) => Statistics.Interval.StudentT(
        Measurements is [var only] ? [.. only.Finite.Select(i => i.Value)] : [.. Measurements.Select(m => m.Mean)], confidence);

    public TableCell ToCell(TableDefinition definition, IEnumerable<long> seedsOfTable)
    {
        var first = Measurements[0];
        long[] seeds = [.. Measurements.Select(m => m.Run.Seed)];
        return new TableCell
        {
            Mean = Mean,
            Interval = Interval(definition.Confidence),
            Seeds = seeds,
            MissingSeeds = [.. seedsOfTable.Except(seeds).Order()],
            Images = first.OfSet is null ? first.Images.Count : null,
            LeftOut = Measurements.Sum(m => m.Images.Count - m.Finite.Count()),
            Lineage = new CellLineage(
                [.. Measurements.Select(m => m.Run.Id)],
                definition.Query,
                first.Run.GroupKey,
                first.SetName,
                first.Method.Length == 0 ? first.Metric : $"{first.Method}/{first.Metric}"),
        };
    }

    private IReadOnlyDictionary<(string Image, string Mask), double> MeansOfPairs() => Measurements
        .SelectMany(m => m.Finite)
        .GroupBy(r => (r.ImageId, r.MaskId), r => r.Value)
        .Where(g => g.Count() == Measurements.Count)
        .ToDictionary(g => g.Key, g => g.Average());
}
