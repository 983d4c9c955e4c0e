namespace InpaintLab.Reporting.Data;

/// <summary>What a table has to know of a metric; the metrics themselves live in a layer that reports do not load.</summary>
/// <param name="Name">Its name in specs and logs.</param>
/// <param name="HigherIsBetter">Its direction; null when unknown, e.g. for a metric that a newer version recorded.</param>
/// <param name="Unit">E.g. "dB"; empty without one.</param>
public sealed record MetricInfo(string Name, bool? HigherIsBetter, string Unit = "")
{
    private const string OfHole = "_hole";

    private static readonly string[] Abbreviations = ["psnr", "ssim", "lpips", "fid", "kid", "u-ids", "p-ids", "l1", "l2"];

    /// <summary>"↑" where higher is better, "↓" where lower is, else empty.</summary>
    public string Arrow => HigherIsBetter switch { true => "↑", false => "↓", null => "" };

    /// <summary>Name, unit and direction, e.g. "psnr_hole dB ↑".</summary>
    public string Heading => string.Join(' ', new[] { Name, Unit, Arrow }.Where(part => part.Length > 0));

    /// <summary>As prose and figures call it: "PSNR of the hole", "SSIM"; names that are not abbreviations as they are.</summary>
    public string Title
    {
        get
        {
            var isOfHole = Name.EndsWith(OfHole, StringComparison.Ordinal);
            var name = isOfHole ? Name[..^OfHole.Length] : Name;
            var title = Abbreviations.Contains(name) ? name.ToUpperInvariant() : name;
            return isOfHole ? $"{title} of the hole" : title;
        }
    }
}
