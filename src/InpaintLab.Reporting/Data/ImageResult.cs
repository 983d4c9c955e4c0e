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

    internal static ImageResult Of(EvaluatedRow row)
    {
        var (split, maskSet) = Parts(row.MaskSet);
        var (method, metric) = Parts(row.Row.Metric);
        return new ImageResult(split, maskSet, method, metric, row.Row.ImageId, row.Row.MaskId, row.Row.HoleRatio, row.Row.Value, row.Step);
    }
}
