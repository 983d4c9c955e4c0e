using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables;

namespace InpaintLab.Reporting.Grids;

/// <summary>One image under one mask, with the values of all runs.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="MaskId">The mask.</param>
/// <param name="HoleRatio">Share of the image that is hole, in [0, 1].</param>
/// <param name="Values">The metric, one value a run.</param>
/// <param name="Score">
/// What it was chosen for: how much better the first run is than the best of the others, or the value of the best run.
/// </param>
public sealed record MinedImage(string ImageId, string MaskId, double HoleRatio, IReadOnlyList<double> Values, double Score);

/// <summary>The images on which runs differ most, and those on which all fail.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Set">The split and mask set, e.g. "test/box".</param>
/// <param name="Runs">The runs; the first one is compared with the others.</param>
/// <param name="Images">How many pairs of image and mask all runs have.</param>
/// <param name="Undefined">How many of them were left out because a value is not a finite number.</param>
/// <param name="Wins">Where the first run is better than the best of the others, by most first.</param>
/// <param name="Failures">Where the best run is worst, worst first.</param>
public sealed record FailureMining(
    MetricInfo Metric, string Set, IReadOnlyList<RecordedRun> Runs, int Images,
    int Undefined, IReadOnlyList<MinedImage> Wins, IReadOnlyList<MinedImage> Failures)
{
    /// <summary>Searches the per-image rows of the runs' final evaluations.</summary>
    /// <param name="runs">Two or more.</param>
    /// <param name="metric">A metric per image whose direction is known.</param>
    /// <param name="maskSet">The mask set, e.g. "box"; null: the only one.</param>
    /// <param name="split">The split; null: the only one.</param>
    /// <param name="top">How many of each.</param>
    /// <exception cref="UserErrorException">
    /// Fewer runs, a name that a run lacks, or runs that were not evaluated on the same images and masks: with the reason.
    /// </exception>
    public static FailureMining Of(IReadOnlyList<RecordedRun> runs, MetricInfo metric, string? maskSet, string? split, int top)
    {
        if (runs.Count < 2)
            throw new UserErrorException($"expected two runs or more to compare, received {runs.Count}");
        if (runs.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserErrorException($"expected different runs, received {twice.First()} {twice.Count()} times");
        if (metric.HigherIsBetter is not { } higher)
            throw new UserErrorException($"--metric: it is not known whether more or less of '{metric.Name}' is better");
        var measured = runs.Select(run => Measured(run, metric.Name, maskSet, split)).ToList();
        var set = measured[0].SetName;
        Comparability.CheckGroup($"{set} {metric.Name}", measured);
        var pairs = Pairs(measured, set);
        var finite = pairs.Where(p => p.Values.All(double.IsFinite)).ToList();
        var sign = higher ? 1 : -1;
        var wins = finite
            .Select(p => p with { Score = sign * (p.Values[0] - Best(p.Values.Skip(1))) })
            .Where(p => p.Score > 0)
            .OrderByDescending(p => p.Score);
        var failures = finite.Select(p => p with { Score = Best(p.Values) }).OrderBy(p => sign * p.Score);
        return new FailureMining(metric, set, runs, pairs.Count, pairs.Count - finite.Count, First(wins), First(failures));

        double Best(IEnumerable<double> values) => higher ? values.Max() : values.Min();

        List<MinedImage> First(IOrderedEnumerable<MinedImage> images) =>
            [.. images.ThenBy(p => p.ImageId, StringComparer.Ordinal).ThenBy(p => p.MaskId, StringComparer.Ordinal).Take(top)];
    }

    /// <summary>
    /// A grid of the images that were found, with what they were chosen for; <c>with { Wins = [] }</c> leaves the failures.
    /// </summary>
    /// <param name="models">What is shown of them, as in <see cref="GridRequest.Models"/>.</param>
    /// <exception cref="UserErrorException">None was found.</exception>
    public GridRequest Grid(IReadOnlyList<string> models)
    {
        if (Wins.Count + Failures.Count == 0)
            throw new UserErrorException($"expected images to draw, found none: of {Images} images {Undefined} have no finite values");
        var notes = Wins.Select(w => (w.ImageId, Text: $"wins by {Score(w)}"))
            .Concat(Failures.Select(f => (f.ImageId, Text: $"best is {Score(f)}")))
            .GroupBy(n => n.ImageId)
            .ToDictionary(g => g.Key, g => string.Join('\n', g.Select(n => n.Text)));
        return new GridRequest(models)
        {
            Masks = [ImageResult.Parts(Set).Name],
            Images = [.. Wins.Concat(Failures).Select(i => i.ImageId).Distinct()],
            Notes = notes,
            Metric = Metric.Name,
        };

        string Score(MinedImage image) => $"{image.Score.ToString("G3", CultureInfo.InvariantCulture)} {Metric.Unit}".TrimEnd();
    }

    private static Measurement Measured(RecordedRun run, string metric, string? maskSet, string? split)
    {
        var all = run.Results.Where(r => r.Method.Length == 0).ToList();
        if (!all.Any(r => r.Metric == metric))
        {
            throw all.Count > 0
                ? UserErrorException.UnknownName(
                    "metric per image", metric, all.Select(r => r.Metric).Distinct().Order(StringComparer.Ordinal), $"{run}")
                : new UserErrorException(
                    $"{run}: expected results of a final evaluation, found none: its state is "
                        + $"{run.Summary.State.ToString().ToLowerInvariant()}");
        }

        var found = Measurement.Of(run, new HashSet<string> { metric }, byBin: false)
            .Where(
                m => m.Method.Length == 0
                    && m.OfSet is null
                    && (maskSet is null || m.MaskSet == maskSet)
                    && (split is null || m.Split == split))
            .ToList();
        if (found is [var only])
            return only;
        var sets = string.Join(", ", all.Select(r => ImageResult.SetName(r.Split, r.MaskSet)).Distinct().Order(StringComparer.Ordinal));
        throw new UserErrorException(found.Count == 0
            ? $"{run}: has no final results of {metric} with mask set {maskSet ?? "(any)"}{(split is null ? "" : $" and split {split}")}; "
                + $"it has {sets}"
            : $"{run}: expected one mask set, found {string.Join(", ", found.Select(m => m.SetName))}; choose with --mask or --split");
    }

    private static List<MinedImage> Pairs(IReadOnlyList<Measurement> measured, string set)
    {
        var values = measured.Select(m => m.Images.ToDictionary(i => (i.ImageId, i.MaskId), i => i.Value)).ToList();
        foreach (var (index, own) in values.Index().Skip(1))
        {
            var lacking = values[0].Keys.Where(k => !own.ContainsKey(k)).Order().ToList();
            if (lacking.Count > 0)
            {
                throw new UserErrorException(
                    $"{set}: expected the same images and masks, but {measured[index].Run} lacks {lacking.Count} of {values[0].Count} "
                        + $"pairs of {measured[0].Run}, "
                    + $"e.g. {lacking[0].ImageId} with {lacking[0].MaskId}");
            }
        }

        return
        [
            .. measured[0].Images.Select(
                i => new MinedImage(i.ImageId, i.MaskId, i.HoleRatio, [.. values.Select(v => v[(i.ImageId, i.MaskId)])], 0)),
        ];
    }
}
