using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs;

/// <summary>
/// Loads experiments from YAML. Everything wrong in a spec is found in one go and thrown as one <see cref="SpecException"/>.
/// </summary>
public static class SpecLoader
{
    /// <summary>The experiment in the file <paramref name="path"/>.</summary>
    /// <param name="path">The spec file.</param>
    /// <param name="overrides">What follows each <c>-s</c>, e.g. "training.steps=100", applied in order.</param>
    /// <param name="registry">The components that a spec can name.</param>
    /// <exception cref="SpecException">The spec is not valid.</exception>
    public static ExperimentSpec Load(string path, IReadOnlyList<string> overrides, ComponentRegistry registry) =>
        Resolve(path, overrides, registry).Spec;

    /// <summary>The experiment in <paramref name="text"/>; <paramref name="file"/> names it in messages.</summary>
    /// <inheritdoc cref="Load"/>
    public static ExperimentSpec LoadText(string text, string file, IReadOnlyList<string> overrides, ComponentRegistry registry) =>
        ResolveText(text, file, overrides, registry).Spec;

    /// <summary>As <see cref="Load"/>, with the origin of every value.</summary>
    /// <inheritdoc cref="Load"/>
    public static ResolvedSpec Resolve(string path, IReadOnlyList<string> overrides, ComponentRegistry registry)
    {
        var errors = new SpecErrors();
        var text = SpecFile.ReadText(path, errors);
        errors.ThrowIfAny();
        return ResolveText(text!, path, overrides, registry);
    }

    /// <summary>As <see cref="LoadText"/>, with the origin of every value.</summary>
    /// <inheritdoc cref="LoadText"/>
    public static ResolvedSpec ResolveText(string text, string file, IReadOnlyList<string> overrides, ComponentRegistry registry)
    {
        var errors = new SpecErrors();
        if (SpecFile.Parse(text, file, errors) is { } map)
        {
            foreach (var change in overrides)
                SpecOverride.Apply(map, change, errors);
            var binder = new SpecBinder(registry, errors);
            if (binder.BindRecord(typeof(ExperimentSpec), map, "", map.Where) is ExperimentSpec spec && errors.Count == 0)
                return new ResolvedSpec(spec, binder.Origins);
        }

        errors.ThrowIfAny();
        throw new InvalidOperationException("a spec was neither bound nor refused");
    }

    /// <summary>All that is wrong in the spec; empty when it is valid.</summary>
    /// <inheritdoc cref="Load"/>
    public static IReadOnlyList<SpecError> Validate(string path, IReadOnlyList<string> overrides, ComponentRegistry registry)
    {
        try
        {
            Load(path, overrides, registry);
            return [];
        }
        catch (SpecException e)
        {
            return e.Errors;
        }
    }
}
