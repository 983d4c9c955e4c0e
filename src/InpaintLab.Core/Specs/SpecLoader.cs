using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Composition;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs;

/// <summary>
/// Loads experiments from YAML. Everything wrong in a spec is found in one go and thrown as one <see cref="SpecException"/>.
/// </summary>
public static class SpecLoader
{
    /// <summary>The one experiment in the file <paramref name="path"/>.</summary>
    /// <param name="path">The spec file.</param>
    /// <param name="overrides">What follows each <c>-s</c>, e.g. "training.steps=100", applied in order.</param>
    /// <param name="registry">The components that a spec can name.</param>
    /// <exception cref="SpecException">The spec is not valid.</exception>
    /// <exception cref="UserErrorException">It has a matrix, a search or seeds, hence several experiments.</exception>
    public static ExperimentSpec Load(string path, IReadOnlyList<string> overrides, ComponentRegistry registry) =>
        Resolve(path, overrides, registry).Spec;

    /// <summary>The experiment in <paramref name="text"/>; <paramref name="file"/> names it in messages.</summary>
    /// <inheritdoc cref="Load"/>
    public static ExperimentSpec LoadText(string text, string file, IReadOnlyList<string> overrides, ComponentRegistry registry) =>
        ResolveText(text, file, overrides, registry).Spec;

    /// <summary>As <see cref="Load"/>, with the origin of every value.</summary>
    /// <inheritdoc cref="Load"/>
    public static ResolvedSpec Resolve(string path, IReadOnlyList<string> overrides, ComponentRegistry registry) =>
        Only(path, ResolveCells(path, new SpecRequest(null, overrides), registry));

    /// <summary>As <see cref="LoadText"/>, with the origin of every value.</summary>
    /// <inheritdoc cref="LoadText"/>
    public static ResolvedSpec ResolveText(string text, string file, IReadOnlyList<string> overrides, ComponentRegistry registry) =>
        Only(file, ResolveCellsText(text, file, new SpecRequest(null, overrides), registry));

    /// <summary>
    /// All experiments of a spec: the cells of its matrix for each trial of its search, each with each of its seeds; without these, the one
    /// that it is.
    /// </summary>
    /// <param name="path">The spec file.</param>
    /// <param name="request">Profile and overrides.</param>
    /// <param name="registry">The components that a spec can name.</param>
    /// <exception cref="SpecException">The spec is not valid, in any of its cells.</exception>
    public static IReadOnlyList<SpecCell> ResolveCells(string path, SpecRequest request, ComponentRegistry registry) =>
        ResolveExperiments(path, request, registry).Cells;

    /// <summary>As <see cref="ResolveCells"/>, of a text.</summary>
    /// <param name="text">The spec.</param>
    /// <param name="file">Its file for messages and for the paths of what it extends.</param>
    /// <param name="request">Profile and overrides.</param>
    /// <param name="registry">The components that a spec can name.</param>
    /// <exception cref="SpecException">The spec is not valid, in any of its cells.</exception>
    public static IReadOnlyList<SpecCell> ResolveCellsText(string text, string file, SpecRequest request, ComponentRegistry registry) =>
        ResolveExperimentsText(text, file, request, registry).Cells;

    /// <summary>As <see cref="ResolveCells"/>, with what is to become of them.</summary>
    /// <inheritdoc cref="ResolveCells"/>
    public static SpecExperiments ResolveExperiments(string path, SpecRequest request, ComponentRegistry registry)
    {
        var errors = new SpecErrors();
        var text = SpecFile.ReadText(path, errors);
        errors.ThrowIfAny();
        return ResolveExperimentsText(text!, path, request, registry);
    }

    /// <summary>As <see cref="ResolveExperiments"/>, of a text.</summary>
    /// <param name="text">The spec.</param>
    /// <param name="file">Its file for messages and for the paths of what it extends.</param>
    /// <param name="request">Profile and overrides.</param>
    /// <param name="registry">The components that a spec can name.</param>
    /// <exception cref="SpecException">The spec is not valid, in any of its cells.</exception>
    public static SpecExperiments ResolveExperimentsText(string text, string file, SpecRequest request, ComponentRegistry registry)
    {
        var errors = new SpecErrors();
        var family = new SpecFamily(errors);
        if (family.Compose(SpecFile.Parse(text, file, errors), file) is not { } spec)
            throw errors.ToException();

        // What could be read is checked whatever could not.
        var found = new SpecErrors();
        var experiments = new SpecComposer(registry, found).Experiments(spec, request);
        found.CopyTo(errors, error => !(family.IsIncomplete || errors.HasLost) || !error.IsMissingKey);
        errors.ThrowIfAny();
        return experiments;
    }

    /// <summary>All that is wrong in the spec; empty when it is valid.</summary>
    /// <inheritdoc cref="ResolveCells"/>
    public static IReadOnlyList<SpecError> Validate(string path, SpecRequest request, ComponentRegistry registry)
    {
        try
        {
            ResolveCells(path, request, registry);
            return [];
        }
        catch (SpecException e)
        {
            return e.Errors;
        }
    }

    private static ResolvedSpec Only(string file, IReadOnlyList<SpecCell> cells) => cells is [var only]
        ? only.Resolved
        : throw new UserErrorException($"{file}: expected one experiment, received {cells.Count} (it has a matrix, a search or seeds)");
}
