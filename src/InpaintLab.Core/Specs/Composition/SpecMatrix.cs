using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>One cell of a matrix: a choice on some or all of its axes.</summary>
/// <param name="Choices">Axis and choice, in the order of the axes.</param>
/// <param name="Seed">The seed, when the spec lists seeds.</param>
internal sealed record MatrixCell(IReadOnlyList<(MatrixAxis Axis, MatrixChoice Choice)> Choices, SpecScalar? Seed);

/// <summary>
/// The cells of a spec: the product of the axes of <c>matrix</c>, the first changing slowest, less what <c>exclude</c> matches, and what
/// <c>include</c> adds; all of them for each trial of a search in turn, so that further trials come last; each once for every one of
/// <c>seeds</c>.
/// </summary>
internal static class SpecMatrix
{
    public const string MatrixKey = "matrix";
    public const string SeedsKey = "seeds";
    private const string Include = "include";
    private const string Exclude = "exclude";
    private const int MaxCells = 10_000;

    /// <summary>The cells; one without choices where there is neither key. What is wrong is added to the errors.</summary>
    public static IReadOnlyList<MatrixCell> Cells(SpecEntry? matrix, MatrixAxis? trials, SpecEntry? seeds, SpecErrors errors)
    {
        var before = errors.Count;
        var combinations = matrix is null ? [[]] : Combinations(matrix, errors);
        var draws = seeds is null ? [null] : Seeds(seeds, errors);
        if (trials is not null && combinations.SelectMany(c => c).FirstOrDefault(c => c.Axis.Name == trials.Name).Axis is { } axis)
            errors.Add(axis.Where, $"{MatrixKey}: '{axis.Name}' is the axis of {SpecSearch.SearchKey}; expected another name");
        var count = (long)combinations.Count * (trials?.Choices.Count ?? 1) * draws.Count;
        if (count > MaxCells)
            errors.Add((trials?.Where ?? matrix?.Where ?? seeds?.Where)!, $"expected at most {MaxCells} experiments, received {count}");
        if (errors.Count > before)
            return [];
        if (trials is not null)
        {
            combinations =
            [
                .. trials.Choices.SelectMany(
                    trial => combinations.Select(cell => (IReadOnlyList<(MatrixAxis, MatrixChoice)>)[.. cell, (trials, trial)])),
            ];
        }

        return [.. combinations.SelectMany(choices => draws.Select(seed => new MatrixCell(choices, seed)))];
    }

    private static IReadOnlyList<IReadOnlyList<(MatrixAxis Axis, MatrixChoice Choice)>> Combinations(SpecEntry matrix, SpecErrors errors)
    {
        if (matrix.Value is not SpecMap map)
        {
            errors.Add(matrix.Value.Where, $"{MatrixKey}: expected a mapping of axes, received {matrix.Value.Describe()}");
            return [];
        }

        var before = errors.Count;
        var axes = map.Entries.Where(e => e.Key is not Include and not Exclude)
            .Select(e => MatrixAxis.Read(e, errors))
            .OfType<MatrixAxis>()
            .ToList();
        if (errors.Count > before)
            return [];
        if (axes.Count == 0)
            errors.Add(matrix.Where, $"{MatrixKey}: expected at least one axis");
        else if (axes.Aggregate(1.0, (cells, axis) => cells * axis.Choices.Count) > MaxCells)
            errors.Add(matrix.Where, $"{MatrixKey}: more than {MaxCells} cells");
        if (errors.Count > before)
            return [];

        IEnumerable<IReadOnlyList<(MatrixAxis Axis, MatrixChoice Choice)>> product = [[]];
        foreach (var axis in axes)
        {
            product = product.SelectMany(
                cell => axis.Choices.Select(choice => (IReadOnlyList<(MatrixAxis, MatrixChoice)>)[.. cell, (axis, choice)]));
        }

        var excluded = Patterns(map.Find(Exclude), axes, errors);
        var cells = product.Where(cell => !excluded.Any(pattern => Matches(pattern, cell))).ToList();
        foreach (var pattern in Patterns(map.Find(Include), axes, errors))
        {
            var choices = axes.Where(pattern.ContainsKey).Select(axis => (axis, pattern[axis])).ToList();
            if (!cells.Any(cell => cell.SequenceEqual(choices)))
                cells.Add(choices);
        }

        if (cells.Count == 0 && errors.Count == before)
            errors.Add(matrix.Where, $"{MatrixKey}: {Exclude} leaves no cell");
        return cells;
    }

    private static bool Matches(Dictionary<MatrixAxis, MatrixChoice> pattern, IReadOnlyList<(MatrixAxis Axis, MatrixChoice Choice)> cell) =>
        pattern.All(p => cell.Any(c => c.Axis == p.Key && c.Choice == p.Value));

    // Each item of the list names a label for one or more axes.
    private static List<Dictionary<MatrixAxis, MatrixChoice>> Patterns(SpecEntry? entry, IReadOnlyList<MatrixAxis> axes, SpecErrors errors)
    {
        var patterns = new List<Dictionary<MatrixAxis, MatrixChoice>>();
        if (entry is null)
            return patterns;
        var path = $"{MatrixKey}.{entry.Key}";
        if (entry.Value is not SpecList list)
        {
            errors.Add(
                entry.Value.Where,
                $"{path}: expected a list of mappings such as {{{axes[0].Name}: {axes[0].Choices[0].Label}}}, received "
                    + $"{entry.Value.Describe()}");
            return patterns;
        }

        foreach (var item in list.Items)
        {
            if (item is SpecMap { Entries.Count: > 0 } map)
                patterns.Add(Pattern(map, path, axes, errors));
            else
            {
                errors.Add(
                    item.Where,
                    $"{path}: expected a mapping such as {{{axes[0].Name}: {axes[0].Choices[0].Label}}}, received {item.Describe()}");
            }
        }

        return patterns;
    }

    private static Dictionary<MatrixAxis, MatrixChoice> Pattern(SpecMap map, string path, IReadOnlyList<MatrixAxis> axes, SpecErrors errors)
    {
        var pattern = new Dictionary<MatrixAxis, MatrixChoice>();
        foreach (var (key, where, value) in map.Entries)
        {
            if (axes.FirstOrDefault(a => a.Name == key) is not { } axis)
            {
                errors.Add(
                    where, $"{path}: " + UserErrorException.DescribeUnknownName("axis", Printable.Of(key), axes.Select(a => a.Name)));
            }
            else if (value is not SpecScalar label)
                errors.Add(value.Where, $"{path}.{key}: expected a label, received {value.Describe()}");
            else if (axis.Find(label.Text) is { } choice)
                pattern[axis] = choice;
            else
            {
                errors.Add(
                    value.Where,
                    $"{path}.{key}: " + UserErrorException.DescribeUnknownName(
                        "label", Printable.Of(label.Text), axis.Choices.Select(c => c.Label)));
            }
        }

        return pattern;
    }

    private static IReadOnlyList<SpecScalar?> Seeds(SpecEntry entry, SpecErrors errors)
    {
        var before = errors.Count;
        var items = (entry.Value as SpecList)?.Items ?? [];
        foreach (var item in items.Where(item => item is not SpecScalar { Kind: ScalarKind.Integer }))
            errors.Add(item.Where, $"{SeedsKey}: expected a list of integers, received {item.Describe()}");
        if (items.Count == 0)
            errors.Add(entry.Value.Where, $"{SeedsKey}: expected a list of integers such as [1, 2, 3], received {entry.Value.Describe()}");
        if (errors.Count > before)
            return [];
        var seeds = items.Cast<SpecScalar>().ToList();
        foreach (var twice in seeds.GroupBy(s => decimal.TryParse(s.Text, CultureInfo.InvariantCulture, out var n) ? n : -1)
            .Where(g => g.Skip(1).Any()))
        {
            errors.Add(twice.Last().Where, $"{SeedsKey}: {twice.Last().Text} is given twice");
        }

        return errors.Count > before ? [] : seeds;
    }
}
