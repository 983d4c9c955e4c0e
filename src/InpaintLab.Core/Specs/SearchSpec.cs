using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>A random search: how often values are drawn. Over which keys, and from what, stands under <c>over</c>.</summary>
public sealed record SearchSpec
{
    /// <summary>How many times all keys are drawn. More trials keep those before them.</summary>
    [Range(1, 10_000)]
    public required int Trials { get; init; }

    /// <summary>What the draws derive from; it is not the seed of the runs.</summary>
    [Range(0, long.MaxValue)]
    public long Seed { get; init; } = 1;
}
