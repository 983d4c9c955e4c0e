using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>
/// From a spec as written to its experiments, in this order: what it extends, the chosen profile, then for each cell of its matrix the
/// choices of the cell, what a trial of its search draws, its seed, and last the overrides of the command line, which therefore win.
/// </summary>
internal sealed class SpecComposer(ComponentRegistry registry, SpecErrors errors)
{
    private const string ProfilesKey = "profiles";

    // Those that an override may change, and all that are at home at the top of a spec only.
    private static readonly string[] CellKeys = [SpecMatrix.MatrixKey, SpecMatrix.SeedsKey, SpecSearch.SearchKey, SpecHalving.HalvingKey];
    private static readonly string[] Keys = [SpecFamily.ExtendsKey, ProfilesKey, .. CellKeys];

    /// <summary>The experiments of a spec whose bases are already merged; none when errors were added.</summary>
    /// <param name="spec">The spec; it is changed.</param>
    /// <param name="request">Profile and overrides.</param>
    public SpecExperiments Experiments(SpecMap spec, SpecRequest request)
    {
        var whole = ApplyProfile(spec, request.Profile);

        // Overrides of the matrix itself must come before there are cells.
        var early = request.Overrides.Where(OverridesCells).ToList();
        foreach (var change in early)
            SpecOverride.Apply(whole, change, errors);
        var late = request.Overrides.Except(early).ToList();
        var (matrix, seeds) = (Given(whole, SpecMatrix.MatrixKey), Given(whole, SpecMatrix.SeedsKey));
        var (search, halving) = (Given(whole, SpecSearch.SearchKey), Given(whole, SpecHalving.HalvingKey));
        foreach (var key in CellKeys.Append(ProfilesKey))
            whole.Remove(key);

        var before = errors.Count;
        var trials = search is null ? null : SpecSearch.Read(search, registry, errors);
        var cells = SpecMatrix.Cells(matrix, trials?.Trials, seeds, errors);
        var found = new SpecErrors();
        var bound = errors.Count == before ? BindAll(whole, cells, trials, late, found) : BindBase(whole, search, late, found);

        // An error of the common part is found again in every cell, and said once.
        found.CopyDistinctTo(errors);
        if (errors.Count > 0)
        {
            if (halving is not null)
                SpecHalving.Bind(halving, registry, errors);
            return new SpecExperiments([], null);
        }

        CheckDistinct(bound, (matrix ?? search)?.Where ?? whole.Where);
        return new SpecExperiments(bound, halving is null ? null : SpecHalving.Read(halving, bound, registry, errors));
    }

    // A profile drops a key of the spec by giving it no value.
    private static SpecEntry? Given(SpecMap spec, string key) =>
        spec.Find(key) is { Value: not SpecScalar { Kind: ScalarKind.Null } } entry ? entry : null;

    private List<SpecCell> BindAll(
        SpecMap whole, IReadOnlyList<MatrixCell> cells, SpecSearch? search, IReadOnlyList<string> overrides, SpecErrors found)
    {
        // What ranges allow is checked at their ends, since another number of trials would draw other values.
        if (search is not null)
        {
            var first = cells.Where(cell => cell.Seed == cells[0].Seed && cell.Choices[^1].Choice == search.Trials.Choices[0]);
            foreach (var (cell, probe) in first.SelectMany(cell => search.Probes.Select(probe => (cell, probe))))
                Bind(whole, cell with { Choices = [.. cell.Choices.SkipLast(1), (search.Trials, probe)] }, 0, overrides, found);
        }

        return found.Count > 0 ? [] : [.. cells.Select((cell, i) => Bind(whole, cell, i + 1, overrides, found)).OfType<SpecCell>()];
    }

    // Without cells, what is wrong in the common part is still found; what is missing in it, a cell may have provided for.
    private List<SpecCell> BindBase(SpecMap whole, SpecEntry? search, IReadOnlyList<string> overrides, SpecErrors found)
    {
        var all = new SpecErrors();
        var keys = search is null ? null : SpecSearch.ReadableKeys(search);
        Bind(whole, new MatrixCell(keys is null ? [] : [(keys, keys.Choices[0])], null), 0, overrides, all);
        all.CopyTo(found, error => !error.IsMissingKey);
        return [];
    }

    private SpecMap ApplyProfile(SpecMap spec, string? name)
    {
        var profiles = spec.Find(ProfilesKey)?.Value;
        if (profiles is not null and not SpecMap)
            errors.Add(profiles.Where, $"{ProfilesKey}: expected a mapping of names to parts of a spec, received {profiles.Describe()}");
        var known = (profiles as SpecMap)?.Entries ?? [];
        foreach (var profile in known.Where(p => p.Value is not SpecMap))
        {
            errors.Add(
                profile.Value.Where,
                $"{ProfilesKey}.{Printable.Of(profile.Key)}: expected a part of a spec as a mapping, received {profile.Value.Describe()}");
        }

        if (name is null)
            return spec.Copy();
        if (known.FirstOrDefault(p => p.Key == name) is { Value: SpecMap part })
        {
            RefuseKeys(part, [SpecFamily.ExtendsKey, ProfilesKey], errors);
            return SpecMerge.Merge(spec, part);
        }

        var message = known.Count == 0
            ? $"unknown profile '{Printable.Of(name)}': the spec has no profiles"
            : UserErrorException.DescribeUnknownName("profile", Printable.Of(name), known.Select(p => p.Key));
        errors.Add(new Origin($"--profile {Printable.Of(name)}", 0, 0), message);
        return spec.Copy();
    }

    private SpecCell? Bind(SpecMap whole, MatrixCell cell, int number, IReadOnlyList<string> overrides, SpecErrors found)
    {
        var before = found.Count;
        var spec = whole.Copy();
        foreach (var (_, choice) in cell.Choices)
            spec = choice.Apply(spec, found);
        if (cell.Seed is { } seed)
            spec.Set(new SpecEntry("seed", seed.Where, seed));
        Rename(spec, cell, found);
        foreach (var change in overrides)
            SpecOverride.Apply(spec, change, found);
        RefuseKeys(spec, Keys, found);
        var binder = new SpecBinder(registry, found);
        if (binder.BindRecord(typeof(ExperimentSpec), spec, "", whole.Where, Keys) is not ExperimentSpec experiment || found.Count > before)
            return null;
        var labels = cell.Choices.Select(c => new SpecLabel(c.Axis.Name, c.Choice.Label)).ToList();
        return new SpecCell(number, new ResolvedSpec(experiment, binder.Origins)
        {
            Labels = labels,
            Registry = binder.Registry,
            Scripts = binder.Scripts,
        });
    }

    // The name of a cell: the experiment's, then the labels. Runs that differ in their seed alone share it.
    private static void Rename(SpecMap spec, MatrixCell cell, SpecErrors found)
    {
        if (cell.Choices.Count == 0 || spec.Find("name") is not { Value: SpecScalar { Kind: ScalarKind.Text } name } entry)
            return;
        var full = string.Join('-', cell.Choices.Select(c => c.Choice.Label).Prepend(name.Text));
        if (full.Length > FolderName.MaxLength)
            found.Add(name.Where, $"name: with its labels a cell is named '{full}'; expected at most {FolderName.MaxLength} characters");
        else
            spec.Set(entry with { Value = new SpecScalar(full, isQuoted: true, name.Where) });
    }

    private static void RefuseKeys(SpecMap part, IReadOnlyList<string> keys, SpecErrors into)
    {
        foreach (var entry in part.Entries.Where(e => keys.Contains(e.Key)))
            into.Add(entry.Where, $"'{entry.Key}' has no meaning here: expected it at the top of a spec file");
    }

    // Cells that differ in their names alone, e.g. because an override undoes the matrix.
    private void CheckDistinct(IReadOnlyList<SpecCell> cells, Origin where)
    {
        foreach (var same in cells.GroupBy(WithoutName).Where(g => g.Skip(1).Any()))
        {
            var names = same.Select(cell => $"{cell.Resolved.Spec.Name} (cell {cell.Number})");
            errors.Add(where, $"cells that are the same experiment: {string.Join(", ", names)}");
        }
    }

    private static string WithoutName(SpecCell cell) => new ResolvedSpec(cell.Resolved.Spec with { Name = "x" }).Text;

    private static bool OverridesCells(string change) => CellKeys.Any(key =>
        change.StartsWith(key, StringComparison.Ordinal) && change.AsSpan(key.Length) is ['=' or '.' or '[', ..]);
}
