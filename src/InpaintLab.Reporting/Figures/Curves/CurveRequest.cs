namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>What runs along the x axis.</summary>
public enum CurveAxis
{
    /// <summary>Updates of the generator.</summary>
    Step,

    /// <summary>Wall-clock time since the run was created, pauses included.</summary>
    Time,

    /// <summary>Images that the generator learned from.</summary>
    Images,
}

/// <summary>What the band around a mean over seeds shows.</summary>
public enum SeedBand
{
    /// <summary>The sample standard deviation to both sides.</summary>
    Sd,

    /// <summary>The 95 % interval of the mean after Student.</summary>
    Interval,

    /// <summary>The least and the greatest value.</summary>
    Range,
}

/// <summary>Which curves of runs are wanted, and how.</summary>
/// <param name="Series">Keys of series, e.g. <c>loss/l1</c>: a panel each.</param>
public sealed record CurveRequest(IReadOnlyList<string> Series)
{
    /// <summary>Along the x axis.</summary>
    public CurveAxis X { get; init; }

    /// <summary>Around the mean over seeds.</summary>
    public SeedBand Band { get; init; }

    /// <summary>Weight of the past in the moving average, in [0, 1); 0 for the values as they are.</summary>
    public double Smooth { get; init; }

    /// <summary>Whether the y axes are logarithmic.</summary>
    public bool Log { get; init; }

    /// <summary>Units of metrics by name, the last part of the key of an evaluation (val/box/psnr); losses have none.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();
}
