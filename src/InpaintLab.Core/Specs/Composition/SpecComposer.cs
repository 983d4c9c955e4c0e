using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>
/// From a spec as written to its experiments, in this order: what it extends, the chosen profile, then for each cell of its matrix the
/// choices of the cell, its seed, and last the overrides of the command line, which therefore win.
/// </summary>
internal sealed class SpecComposer(ComponentRegistry registry, SpecErrors errors)
{
    private const string ProfilesKey = "profiles";

    // Those that an override may change, and all that are at home at the top of a spec only.
    private static readonly string[] CellKeys = [SpecMatrix.MatrixKey, SpecMatrix.SeedsKey];
    private static readonly string[] Keys = [SpecFamily.ExtendsKey, ProfilesKey, .. CellKeys];

    /// <summary>The experiments of a spec whose bases are already merged; empty when errors were added.</summary>
    /// <param name="spec">The spec; it is changed.</param>
    /// <param name="request">Profile and overrides.</param>
    public IReadOnlyList<SpecCell> Cells(SpecMap spec, SpecRequest request)
    {
        var whole = ApplyProfile(spec, request.Profile);

        // Overrides of the matrix itself must come before there are cells.
        var early = request.Overrides.Where(OverridesCells).ToList();
        foreach (var change in early)
            SpecOverride.Apply(whole, change, errors);
        var matrix = whole.Find(SpecMatrix.MatrixKey);
        var cells = SpecMatrix.Cells(matrix, whole.Find(SpecMatrix.SeedsKey), errors);
        foreach (var key in CellKeys.Append(ProfilesKey))
            whole.Remove(key);
        var late = request.Overrides.Except(early).ToList();

        // An error of the common part is found again in every cell, and said once.
        var found = new SpecErrors();
        var bound = cells.Select((cell, i) => Bind(whole, cell, i + 1, late, found)).ToList();
        found.CopyDistinctTo(errors);
        if (errors.Count > 0)
            return [];
        CheckDistinct(bound!, matrix?.Where ?? whole.Where);
        return bound!;
    }

    private SpecMap ApplyProfile(SpecMap spec, string? name)
    {
        var profiles = spec.Find(ProfilesKey)?.Value;
        if (profiles is not null and not SpecMap)
            errors.Add(profiles.Where, $"{ProfilesKey}: expected a mapping of names to parts of a spec, received {profiles.Describe()}");
        var known = (profiles as SpecMap)?.Entries ?? [];
        foreach (var profile in known.Where(p => p.Value is not SpecMap))
            errors.Add(profile.Value.Where, $"{ProfilesKey}.{Printable.Of(profile.Key)}: expected a part of a spec as a mapping, received {profile.Value.Describe()}");
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
