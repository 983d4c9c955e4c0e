using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Training.Grids;

/// <summary>Finds masks by name: a set of an experiment's evaluation, or a kind of mask with its default options.</summary>
public static class MaskChoice
{
    /// <summary>The sets of those names, without names the first of the experiment's.</summary>
    /// <param name="names">Names of sets or kinds.</param>
    /// <param name="spec">The experiment; null where there is none.</param>
    /// <exception cref="UserErrorException">A name is neither, or there is neither a name nor an experiment.</exception>
    public static IReadOnlyList<EvaluationMaskSpec> Of(IReadOnlyList<string> names, ExperimentSpec? spec)
    {
        var sets = spec is null ? [] : MaskSet.Masks(spec);
        if (names.Count == 0)
        {
            return [sets.Count > 0 ? sets[0] : throw new UserErrorException("--mask: expected a kind of mask, since no run says which; "
                + $"known: {string.Join(", ", Kinds)}")];
        }

        return [.. names.Select(name => sets.FirstOrDefault(s => s.Name == name) ?? OfKind(name, sets))];
    }

    private static IEnumerable<string> Kinds => Components.Registry.All<MaskAttribute>().Select(c => c.Name);

    private static EvaluationMaskSpec OfKind(string name, IReadOnlyList<EvaluationMaskSpec> sets)
    {
        if (Components.Registry.All<MaskAttribute>().FirstOrDefault(c => c.Name == name) is not { } kind)
        {
            throw UserErrorException.UnknownName(
                "mask set or kind of mask", name, sets.Select(s => s.Name).Concat(Kinds).Distinct(), "--mask");
        }

        return new EvaluationMaskSpec { Name = name, Mask = ComponentOptions.Read(kind, [], $"--mask {name}") };
    }
}
