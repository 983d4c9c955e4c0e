using InpaintLab.Runs;

namespace InpaintLab.Reporting.Data;

/// <summary>One metric of one image under one mask.</summary>
/// <param name="Split">The split of the image, e.g. "test"; empty where the run does not say.</param>
/// <param name="MaskSet">The set of masks, e.g. "box".</param>
/// <param name="Method">What filled the hole: empty for the run's network, else e.g. "known-mean".</param>
/// <param name="Metric">The metric's name, e.g. "psnr_hole".</param>
/// <param name="ImageId">The image.</param>
/// <param name="MaskId">The mask.</param>
/// <param name="HoleRatio">Share of the image that is hole, in [0, 1].</param>
/// <param name="Value">The value; NaN or infinite where the metric is.</param>
/// <param name="Step">Updates that the evaluated weights have seen.</param>
public readonly record struct ImageResult(
    string Split, string MaskSet, string Method, string Metric, string ImageId, string MaskId, double HoleRatio, double Value, long Step)
{
    /// <summary>The name of a mask set in the log: "test/box".</summary>
    internal static string SetName(string split, string maskSet) => split.Length == 0 ? maskSet : $"{split}/{maskSet}";

    /// <summary>What stands before the separator, or nothing, and the rest: "known-mean/psnr", "test/box".</summary>
    internal static (string Prefix, string Name) Parts(string key)
    {
        var at = key.IndexOf('/', StringComparison.Ordinal);
        return at < 0 ? ("", key) : (key[..at], key[(at + 1)..]);
    }

    /// <summary>Results of one run. Its names repeat in every row: each is kept once, or a hundred runs would not fit in memory.</summary>
    internal static IReadOnlyList<ImageResult> Of(IReadOnlyList<EvaluatedRow> rows)
    {
        var names = new Dictionary<string, string>();
        var parts = new Dictionary<string, (string Prefix, string Name)>();
        return
        [
            .. rows.Select(row => Of(row, Once(row.Row.ImageId), Once(row.Row.MaskId), PartsOnce(row.MaskSet), PartsOnce(row.Row.Metric))),
        ];

        string Once(string name) => names.TryGetValue(name, out var known) ? known : names[name] = name;

        (string Prefix, string Name) PartsOnce(string key) => parts.TryGetValue(key, out var known) ? known : parts[key] = Parts(key);
    }

    private static ImageResult Of(
        EvaluatedRow row, string image, string mask, (string Split, string MaskSet) set, (string Method, string Metric) value) =>
        new(set.Split, set.MaskSet, value.Method, value.Metric, image, mask, row.Row.HoleRatio, row.Row.Value, row.Step);
}
