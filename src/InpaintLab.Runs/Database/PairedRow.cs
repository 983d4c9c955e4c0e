namespace InpaintLab.Runs.Database;

/// <summary>The values of two runs for the same image under the same mask.</summary>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="ImageId">The image.</param>
/// <param name="MaskId">The mask.</param>
/// <param name="HoleRatio">Share of the image that is hole.</param>
/// <param name="First">The first run's value.</param>
/// <param name="Second">The second run's value.</param>
public readonly record struct PairedRow(
    string MaskSet, string Metric, string ImageId, string MaskId, double HoleRatio, double First, double Second);

/// <summary>The results of one run, to be paired with those of others.</summary>
/// <param name="rows">Its latest evaluations.</param>
internal sealed class RowPairing(IReadOnlyList<EvaluatedRow> rows)
{
    private readonly Dictionary<(string MaskSet, string Metric, string Image, string Mask), double> _values =
        rows.ToDictionary(Key, row => row.Row.Value);

    /// <summary>The pairs of image and mask that both have, in order of mask set, metric, image and mask.</summary>
    /// <param name="others">The other run's latest evaluations.</param>
    public IReadOnlyList<PairedRow> With(IReadOnlyList<EvaluatedRow> others)
    {
        var pairs = new List<PairedRow>();
        foreach (var other in others)
        {
            var (set, metric, image, mask) = Key(other);
            if (_values.TryGetValue((set, metric, image, mask), out var value))
                pairs.Add(new PairedRow(set, metric, image, mask, other.Row.HoleRatio, value, other.Row.Value));
        }

        pairs.Sort(Order);
        return pairs;
    }

    private static (string MaskSet, string Metric, string Image, string Mask) Key(EvaluatedRow row) =>
        (row.MaskSet, row.Row.Metric, row.Row.ImageId, row.Row.MaskId);

    private static int Order(PairedRow a, PairedRow b)
    {
        var order = string.CompareOrdinal(a.MaskSet, b.MaskSet);
        if (order == 0)
            order = string.CompareOrdinal(a.Metric, b.Metric);
        if (order == 0)
            order = string.CompareOrdinal(a.ImageId, b.ImageId);
        return order != 0 ? order : string.CompareOrdinal(a.MaskId, b.MaskId);
    }
}
