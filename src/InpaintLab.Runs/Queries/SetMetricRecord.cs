using System.Text.Json;

namespace InpaintLab.Runs.Queries;

/// <summary>The latest value of a metric of sets (fid, kid ...), as it stands in the log as that series' provenance.</summary>
/// <param name="SetMetric">The metric's name.</param>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Method">What filled the holes: empty for the run's network, else e.g. <c>known-mean</c>.</param>
/// <param name="Step">The step whose weights were evaluated.</param>
/// <param name="Value">The value.</param>
/// <param name="StandardDeviation">Over subsets, where there are any.</param>
/// <param name="Conditions">Weights, layer, resize, sample sizes: numbers compare only where all of it is the same.</param>
/// <param name="Notes">What to know before comparing it.</param>
public sealed record SetMetricRecord(
    string SetMetric,
    string MaskSet,
    string Method,
    long Step,
    double Value,
    double? StandardDeviation,
    IReadOnlyDictionary<string, string> Conditions,
    IReadOnlyList<string> Notes)
{
    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Compact);

    /// <summary>Those among a run's provenance records, in order of mask set, method and metric.</summary>
    public static IReadOnlyList<SetMetricRecord> Of(IReadOnlyDictionary<string, string> provenance) =>
    [
        .. provenance.Values
            .Where(IsOne)
            .Select(json => JsonSerializer.Deserialize<SetMetricRecord>(json, RunJson.Compact)!)
            .OrderBy(r => r.MaskSet, StringComparer.Ordinal)
            .ThenBy(r => r.Method, StringComparer.Ordinal)
            .ThenBy(r => r.SetMetric, StringComparer.Ordinal),
    ];

    /// <summary>In what the conditions of two numbers differ: "layer: 2048 and 768"; none when they compare.</summary>
    public IReadOnlyList<string> Unlike(SetMetricRecord other) =>
    [
        .. Conditions.Keys.Union(other.Conditions.Keys)
            .Where(key => Conditions.GetValueOrDefault(key) != other.Conditions.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .Select(key => $"{key}: {Conditions.GetValueOrDefault(key, "none")} and {other.Conditions.GetValueOrDefault(key, "none")}"),
    ];

    private static bool IsOne(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("set_metric", out _);
    }
}
