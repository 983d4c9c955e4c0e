using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Classical.Patches.Melding;

/// <summary>
/// Options of <see cref="ImageMelding"/>. The limits are narrow on purpose: the wider they are, the more patches suit a blurred estimate,
/// and the fill stays one. Widen those that the picture asks for.
/// </summary>
public sealed record ImageMeldingOptions
{
    /// <summary>Side of a patch, px.</summary>
    [Range(3, 31)]
    [Odd]
    public int Patch { get; init; } = 7;

    /// <summary>Rounds of search, vote and blending at full size; the n-th level below has n + 1 times as many.</summary>
    [Range(1, 100)]
    public int Iterations { get; init; } = 3;

    /// <summary>How far patches may be turned to either side, degrees.</summary>
    [Range(0.0, 180.0)]
    public double MaxRotation { get; init; } = 30;

    /// <summary>How much patches may be enlarged or reduced, as a factor.</summary>
    [Range(1.0, 4.0)]
    public double MaxScale { get; init; } = 1.1;

    /// <summary>Whether patches may be mirrored.</summary>
    public bool Reflect { get; init; } = true;

    /// <summary>How much a patch's contrast may be raised or lowered, as a factor.</summary>
    [Range(1.0, 10.0)]
    public double MaxGain { get; init; } = 1.05;

    /// <summary>How much each colour of a patch may be raised or lowered, of 1.</summary>
    [Range(0.0, 1.0)]
    public double MaxBias { get; init; } = 0.03;

    /// <summary>What squared differences of gradients count against those of colours when patches are compared.</summary>
    [Range(0.0, 100.0)]
    public double GradientWeight { get; init; } = 0.5;

    /// <summary>What colours count against gradients when votes are joined; less blends more.</summary>
    [Range(0.01, 100.0)]
    public double ColourWeight { get; init; } = 0.5;

    /// <summary>Decides where the search looks.</summary>
    public long Seed { get; init; }
}
