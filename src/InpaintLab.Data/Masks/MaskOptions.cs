using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Data.Masks;

/// <summary>What every kind of mask can be asked for in a spec.</summary>
public abstract record MaskOptions : IValidatableObject
{
    /// <summary>How many masks are drawn beforehand and used at random (source report: 100); 0 = a fresh mask each sample.</summary>
    [Range(0, 1_000_000)]
    public int Bank { get; init; }

    /// <summary>The smallest hole ratio accepted, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MinRatio { get; init; }

    /// <summary>The largest hole ratio accepted, 0 to 1; a mask that is all hole is never accepted.</summary>
    [Range(0.0, 1.0)]
    public double MaxRatio { get; init; } = 1;

    /// <summary>The bounds in order; kinds add what their own options must keep.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Ordered(nameof(MinRatio), MinRatio, nameof(MaxRatio), MaxRatio);

    /// <summary>An error when a smallest value exceeds its largest.</summary>
    private protected static IEnumerable<ValidationResult> Ordered(string minName, double min, string maxName, double max)
    {
        if (min > max)
        {
            var rule = $"{OptionsCheck.Key(minName)} <= {OptionsCheck.Key(maxName)}";
            yield return OptionsCheck.Error($"expected {rule}, received {min} and {max}", minName);
        }
    }
}
