namespace InpaintLab.Reporting.Html;

/// <summary>What an <see cref="HtmlReport"/> holds, and how large it may become.</summary>
public sealed record HtmlReportOptions
{
    /// <summary>The page's heading.</summary>
    public string Title { get; init; } = "Recorded runs";

    /// <summary>
    /// Most bytes of the page that sample grids may take; where they are more, each run keeps fewer steps, its first and last among them,
    /// and the page says so.
    /// </summary>
    public long PictureBytes { get; init; } = 12_000_000;

    /// <summary>JPEG quality of sample grids, 1 to 100.</summary>
    public int PictureQuality { get; init; } = 82;

    /// <summary>Most points of a curve; of longer ones the extremes of equal spans are kept.</summary>
    public int CurvePoints { get; init; } = 300;
}

/// <summary>What a page holds.</summary>
/// <param name="Runs">How many runs.</param>
/// <param name="Series">How many series.</param>
/// <param name="Pictures">Sample grids in it.</param>
/// <param name="PicturesLeftOut">Sample grids that were recorded and are not in it.</param>
public sealed record HtmlReportPage(int Runs, int Series, int Pictures, int PicturesLeftOut);
