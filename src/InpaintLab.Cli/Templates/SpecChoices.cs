using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Models;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Templates;

/// <summary>What a new spec is to say.</summary>
internal sealed record SpecChoices
{
    private const int UsualResolution = 64;

    /// <summary>The experiment's name.</summary>
    public string Name { get; init; } = "experiment";

    /// <summary>The model family.</summary>
    public string Family { get; init; } = Prefer<FamilyAttribute>("gated-conv");

    /// <summary>The family's variant; null: unet where there is one (what a CPU can train), else the family's own default.</summary>
    public string? Variant { get; init; }

    /// <summary>The kind of dataset; null: images where there is a root, else drawn ones.</summary>
    public string? Dataset { get; init; }

    /// <summary>The folder of the images; null: to be filled in by the user, where the dataset has one.</summary>
    public string? Root { get; init; }

    /// <summary>The kind of masks.</summary>
    public string Mask { get; init; } = Prefer<MaskAttribute>("free-form+box");

    /// <summary>The folder of mask files; null: to be filled in by the user, where the masks are files.</summary>
    public string? MaskRoot { get; init; }

    /// <summary>Side of the square images, px; null: 64, or the next that the network takes.</summary>
    public int? Resolution { get; init; }

    /// <summary>Updates.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>The kind of dataset, decided.</summary>
    public string DatasetKind => Dataset ?? (Root is null ? Prefer<DatasetAttribute>("dead-leaves") : Prefer<DatasetAttribute>("images"));

    /// <summary>The variant, decided; null for a family without variants.</summary>
    /// <exception cref="UserErrorException">The family has no such variant.</exception>
    public string? DecidedVariant
    {
        get
        {
            var variants = VariantsOf(Family);
            if (Variant is null || variants.Contains(Variant))
                return Variant ?? (variants.Contains("unet") ? "unet" : null);
            throw variants.Count == 0
                ? new UserErrorException($"--variant: the model family '{Family}' has no variants, received '{Variant}'")
                : UserErrorException.UnknownName($"variant of '{Family}'", Variant, variants, "--variant");
        }
    }

    /// <summary>The names of all components of a kind.</summary>
    public static IReadOnlyList<string> Names<TAttribute>()
        where TAttribute : ComponentAttribute => [.. Components.Registry.All<TAttribute>().Select(c => c.Name)];

    /// <summary>Whether a dataset or mask reads from a folder that has no default.</summary>
    public static bool NeedsRoot<TAttribute>(string name)
        where TAttribute : ComponentAttribute =>
        Components.Registry.Find<TAttribute>(name).OptionsType is var options
        && options.GetProperty("Root") is { } root && root.GetValue(Activator.CreateInstance(options)) is null or "";

    /// <summary>The variants of a family; empty where it has none.</summary>
    /// <exception cref="UserErrorException">There is no such family.</exception>
    public static IReadOnlyList<string> VariantsOf(string family)
    {
        var type = Components.Registry.Find<FamilyAttribute>(family, "--family").OptionsType.GetProperty("Variant")?.PropertyType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type is { IsEnum: true } ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)] : [];
    }

    /// <summary>The resolution, decided: one that the network takes.</summary>
    /// <param name="family">The network.</param>
    /// <exception cref="UserErrorException">The chosen one is not.</exception>
    public int ResolutionFor(IModelFamily family)
    {
        var multiple = family.SizeMultiple;
        if (Resolution is { } chosen && family.ErrorAt(Family, chosen) is { } error)
            throw new UserErrorException($"--resolution: {error.Message}");
        return Resolution ?? (UsualResolution + multiple - 1) / multiple * multiple;
    }

    private static string Prefer<TAttribute>(string name)
        where TAttribute : ComponentAttribute => Names<TAttribute>() is var names && names.Contains(name) ? name : names[0];
}
