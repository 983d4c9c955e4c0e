namespace InpaintLab.Reporting.Data;

/// <summary>What a table has to know of a metric; the metrics themselves live in a layer that reports do not load.</summary>
/// <param name="Name">Its name in specs and logs.</param>
/// <param name="HigherIsBetter">Its direction; null when unknown, e.g. for a metric that a newer version recorded.</param>
/// <param name="Unit">E.g. "dB"; empty without one.</param>
public sealed record MetricInfo(string Name, bool? HigherIsBetter, string Unit = "")
{
    /// <summary>"↑" where higher is better, "↓" where lower is, else empty.</summary>
    public string Arrow => HigherIsBetter switch { true => "↑", false => "↓", null => "" };

    /// <summary>Name, unit and direction, e.g. "psnr_hole dB ↑".</summary>
    public string Heading => string.Join(' ', new[] { Name, Unit, Arrow }.Where(part => part.Length > 0));
}
