using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>Reads <c>halving</c>, and holds it against the experiments that it is to choose from.</summary>
internal static class SpecHalving
{
    public const string HalvingKey = "halving";

    /// <summary>The halving, or null with errors added.</summary>
    /// <param name="entry">Its block.</param>
    /// <param name="cells">The experiments of the spec, all of them valid.</param>
    /// <param name="registry">Knows the metrics.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static Halving? Read(SpecEntry entry, IReadOnlyList<SpecCell> cells, ComponentRegistry registry, SpecErrors errors)
    {
        if (Bind(entry, registry, errors) is not { } halving)
            return null;
        var before = errors.Count;
        var map = (SpecMap)entry.Value;
        CheckSteps(halving, map, cells, errors);
        CheckWithin(halving, map, cells, errors);
        var metric = Common("metric", cells, halving.Metric, spec => spec.Evaluation.Metrics, map, errors);
        var mask = Common("mask", cells, halving.Mask, MasksOf, map, errors);
        if (errors.Count > before)
            return null;
        var steps = cells[0].Resolved.Spec.Training.Steps!.Value;
        var rungs = new List<int>();
        for (long rung = halving.MinSteps; rung < steps; rung *= halving.Eta)
            rungs.Add((int)rung);
        var attribute = (MetricAttribute)registry.Find<MetricAttribute>(metric!).Attribute;
        return new Halving(metric!, attribute.HigherIsBetter, mask!, halving.Eta, rungs, steps, halving.Within)
        {
            Where = map.Find("metric")?.Value.Where ?? map.Where,
        };
    }

    /// <summary>The keys of the block, each checked by itself; null with errors added.</summary>
    public static HalvingSpec? Bind(SpecEntry entry, ComponentRegistry registry, SpecErrors errors)
    {
        if (entry.Value is SpecMap map)
            return (HalvingSpec?)new SpecBinder(registry, errors).BindRecord(typeof(HalvingSpec), map, HalvingKey, entry.Where);
        errors.Add(entry.Value.Where, $"{HalvingKey}: expected a mapping with min_steps, received {entry.Value.Describe()}");
        return null;
    }

    private static void CheckSteps(HalvingSpec halving, SpecMap map, IReadOnlyList<SpecCell> cells, SpecErrors errors)
    {
        var where = map.Find("min_steps")!.Value.Where;
        if (cells.Count < 2)
            errors.Add(map.Where, $"{HalvingKey}: expected several experiments to choose from (search, matrix), received one");
        if (cells.FirstOrDefault(c => c.Resolved.Spec.Training.Steps is null) is { } epochs)
        {
            errors.Add(map.Where, $"{HalvingKey}: expected training.steps, received training.epochs in '{epochs.Resolved.Spec.Name}'");
            return;
        }

        var steps = cells.Select(c => c.Resolved.Spec.Training.Steps!.Value).Distinct().ToList();
        if (steps.Count > 1)
        {
            errors.Add(
                map.Where, $"{HalvingKey}: expected one number of training.steps for all experiments, received {string.Join(", ", steps)}");
        }
        else if (halving.MinSteps >= steps[0])
            errors.Add(where, $"{HalvingKey}.min_steps: expected fewer than training.steps ({steps[0]}), received {halving.MinSteps}");
        foreach (var every in cells.Select(c => c.Resolved.Spec.Evaluation.Every)
            .Distinct()
            .Where(every => every == 0 || halving.MinSteps % every != 0))
        {
            errors.Add(where, every == 0
                ? $"{HalvingKey}.min_steps: expected evaluations during training, but evaluation.every is 0"
                : $"{HalvingKey}.min_steps: expected a multiple of evaluation.every ({every}), received {halving.MinSteps}");
        }
    }

    private static void CheckWithin(HalvingSpec halving, SpecMap map, IReadOnlyList<SpecCell> cells, SpecErrors errors)
    {
        var axes = cells.SelectMany(c => c.Resolved.Labels.Select(label => label.Axis)).Distinct().ToList();
        foreach (var name in halving.Within.Where(name => !axes.Contains(name)))
        {
            errors.Add(
                map.Find("within")!.Value.Where,
                $"{HalvingKey}.within: {UserErrorException.DescribeUnknownName("axis", Printable.Of(name), axes)}");
        }
    }

    // What decides must be there in every experiment; where nothing is said, the first of each, which must then be the same.
    private static string? Common(
        string key, IReadOnlyList<SpecCell> cells, string? given,
        Func<ExperimentSpec, IReadOnlyList<string>> known, SpecMap map, SpecErrors errors)
    {
        var where = map.Find(key)?.Value.Where ?? map.Where;
        var firsts = cells.Select(c => known(c.Resolved.Spec)[0]).Distinct().ToList();
        if (given is null && firsts.Count > 1)
        {
            errors.Add(
                where, $"{HalvingKey}.{key}: expected one for all experiments, whose first ones differ: {string.Join(", ", firsts)}");
        }

        var name = given ?? firsts[0];
        if (cells.FirstOrDefault(c => !known(c.Resolved.Spec).Contains(name)) is not { } without)
            return name;
        if (given is not null)
        {
            var names = known(without.Resolved.Spec);
            var hint = NearestName.Of(name, names) is { } nearest ? $". Did you mean '{nearest}'?" : "";
            errors.Add(where, $"{HalvingKey}.{key}: expected one that every experiment evaluates, and "
                + $"'{without.Resolved.Spec.Name}' evaluates "
                + $"{string.Join(", ", names)}; received '{Printable.Of(name)}'{hint}");
        }

        return null;
    }

    private static IReadOnlyList<string> MasksOf(ExperimentSpec spec) =>
        spec.Evaluation.Masks.Count > 0 ? [.. spec.Evaluation.Masks.Select(mask => mask.Name)] : [spec.Mask.Name];
}
