using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>
/// How a learning rate changes over a run: a factor on it, which rises during the warm-up and falls as <see cref="Kind"/> says. Times are
/// shares of the run. <c>schedule: cosine</c> is short for <c>schedule: {kind: cosine}</c>.
/// </summary>
[ShortForm(nameof(Kind))]
public sealed record ScheduleSpec : IValidatableObject
{
    /// <summary>How it falls.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>How long the rate rises linearly from 0 to its full value at the start of the run.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double WarmUp { get; init; }

    /// <summary>Of cosine and linear: when the rate begins to fall; null: when the warm-up ends.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Start { get; init; }

    /// <summary>Of cosine and linear: the factor at the end of the run; null: 0.</summary>
    [Range(0.0, 1.0)]
    public double? End { get; init; }

    /// <summary>Of step: the time from one drop to the next; null: a quarter of the run.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? Every { get; init; }

    /// <summary>Of step: the factor of each drop; null: 0.5.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? Factor { get; init; }

    /// <summary>Keys that the kind does not read are refused, and a fall that begins within the warm-up.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var falls = Kind is ScheduleKind.Cosine or ScheduleKind.Linear;
        foreach (var (name, key, given, read) in new[]
        {
            (nameof(Start), "start", Start is not null, falls),
            (nameof(End), "end", End is not null, falls),
            (nameof(Every), "every", Every is not null, Kind == ScheduleKind.Step),
            (nameof(Factor), "factor", Factor is not null, Kind == ScheduleKind.Step),
        })
        {
            if (given && !read)
                yield return new ValidationResult($"a schedule of kind {Kind.ToString().ToLowerInvariant()} has no '{key}'", [name]);
        }

        if (Start < WarmUp)
            yield return new ValidationResult($"expected 'start' from 'warm_up' ({WarmUp}) on, received {Start}", [nameof(Start)]);
    }
}

/// <summary>How a learning rate falls.</summary>
public enum ScheduleKind
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Along half a cosine (arXiv:1608.03983, without restarts).</summary>
    Cosine,

    /// <summary>Along a straight line.</summary>
    Linear,

    /// <summary>By a factor at a time.</summary>
    Step,
}
