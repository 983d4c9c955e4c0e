using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;

namespace InpaintLab.Core.Specs;

/// <summary>
/// Successive halving (arXiv:1502.07943): all experiments of a spec are trained for a few steps, the best of them by their validation
/// results for more, and so on; the last to the end.
/// </summary>
public sealed record HalvingSpec
{
    /// <summary>The metric of the evaluation that decides; null: the evaluation's first.</summary>
    [ComponentName(typeof(MetricAttribute))]
    public string? Metric { get; init; }

    /// <summary>The set of evaluation masks that decides, by its name; null: the first.</summary>
    public string? Mask { get; init; }

    /// <summary>One in so many goes on at each rung, and that many times the steps lie between rungs.</summary>
    [Range(2, 1000)]
    public int Eta { get; init; } = 3;

    /// <summary>Steps to the first rung; a multiple of <c>evaluation.every</c>, so that a rung is where results are taken anyway.</summary>
    [Range(1, 1_000_000_000)]
    public required int MinSteps { get; init; }

    /// <summary>Axes of the matrix (or <c>trial</c>) across which nothing competes: each choice on them has its own halving.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];
}

/// <summary>The halving of a spec's experiments, with what its keys leave open filled in.</summary>
/// <param name="Metric">The metric that decides.</param>
/// <param name="HigherIsBetter">Its direction.</param>
/// <param name="Mask">The set of evaluation masks that decides.</param>
/// <param name="Eta">One in so many goes on.</param>
/// <param name="Rungs">The steps at which it is decided, rising, all below <paramref name="Steps"/>.</param>
/// <param name="Steps">Steps of the runs that reach the end.</param>
/// <param name="Within">Axes across which nothing competes.</param>
public sealed record Halving(
    string Metric, bool HigherIsBetter, string Mask, int Eta, IReadOnlyList<int> Rungs, int Steps, IReadOnlyList<string> Within)
{
    /// <summary>
    /// Where the metric is written, or the halving where that leaves it open; null for one that was not read from a spec.
    /// </summary>
    public Origin? Where { get; init; }

    /// <summary>How many of <paramref name="count"/> experiments go on at a rung: one in eta, rounded down, and at least one.</summary>
    public int Survivors(int count) => Math.Max(1, count / Eta);
}
