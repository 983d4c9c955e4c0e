using InpaintLab.Reporting.Data;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Reporting.Tables;

/// <summary>What one run measured of one metric with one mask set: the unit that cells are made of.</summary>
internal sealed class Measurement
{
    public const string Network = "network";

    /// <summary>The condition that runs recorded later than others: where one does not know it, the rest decides.</summary>
    public const string Content = "dataset content";

    private Measurement(RecordedRun run, string split, string maskSet, string method, string metric) =>
        (Run, Split, MaskSet, Method, Metric) = (run, split, maskSet, method, metric);

    public RecordedRun Run { get; }

    public string Split { get; }

    public string MaskSet { get; }

    /// <summary>Empty for the network.</summary>
    public string Method { get; }

    public string Metric { get; }

    /// <summary>The bin of its hole ratios; null for all.</summary>
    public HoleBin? Bin { get; private init; }

    /// <summary>The values for each image; empty for a metric of sets.</summary>
    public IReadOnlyList<ImageResult> Images { get; private init; } = [];

    /// <summary>The value of a metric of sets.</summary>
    public SetMetricRecord? OfSet { get; private init; }

    /// <summary>Its finite values by image and mask.</summary>
    public IEnumerable<ImageResult> Finite => Images.Where(i => double.IsFinite(i.Value));

    /// <summary>The mean over images; NaN where no value is finite.</summary>
    public double Mean => OfSet?.Value ?? Finite.Select(i => i.Value).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The name of the mask set in the log.</summary>
    public string SetName => ImageResult.SetName(Split, MaskSet);

    /// <summary>The value of a key of rows or columns.</summary>
    public string Value(string key) => key switch
    {
        TableKeys.MaskSet => MaskSet,
        TableKeys.Split => Split,
        TableKeys.Method => Method.Length == 0 ? Network : Method,
        TableKeys.HoleRatio => Bin is { } bin ? $"{bin}" : "all",
        _ => Run.Value(key) ?? "-",
    };

    /// <summary>All that must be the same before two numbers may stand beside each other.</summary>
    public IReadOnlyDictionary<string, string> Conditions()
    {
        var conditions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["split"] = Split,
            ["mask bank"] = Run.MaskBankHash(SetName) ?? "unknown",
            ["dataset manifest"] = Run.Environment?.DatasetManifestHash ?? "unknown",
            ["resolution"] = Run.Value("resolution")!,
        };
        if (Run.Environment?.DatasetContentHash is { } content)
            conditions[Content] = content;
        if (OfSet is { } set)
        {
            foreach (var (key, value) in set.Conditions)
                conditions[key] = value;
        }
        else
        {
            conditions["images"] = $"{Images.Count}";
            conditions["weights"] = Run.Provenance.GetValueOrDefault(Metric, "none");
        }

        return conditions;
    }

    /// <summary>Everything a run has of the final evaluation: sets of masks whose provenance it recorded.</summary>
    public static IEnumerable<Measurement> Of(RecordedRun run, IReadOnlySet<string> metrics, bool byBin)
    {
        var images = run.Results
            .Where(r => metrics.Contains(r.Metric) && run.MaskBankHash(ImageResult.SetName(r.Split, r.MaskSet)) is not null)
            .GroupBy(r => (r.Split, r.MaskSet, r.Method, r.Metric, Bin: byBin ? HoleBin.Of(r.HoleRatio) : (HoleBin?)null))
            .Select(g => new Measurement(run, g.Key.Split, g.Key.MaskSet, g.Key.Method, g.Key.Metric) { Bin = g.Key.Bin, Images = [.. g] });
        var sets = byBin ? [] : run.SetMetrics
            .Where(r => metrics.Contains(r.SetMetric))
            .Select(r =>
            {
                var (split, maskSet) = ImageResult.Parts(r.MaskSet);
                return new Measurement(run, split, maskSet, r.Method, r.SetMetric) { OfSet = r };
            })
            .Where(m => run.MaskBankHash(m.SetName) is not null);
        return images.Concat(sets);
    }
}
