using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Templates;

/// <summary>
/// Writes a short spec with comments from a few choices. What it writes is valid; folders that it names may not be there yet.
/// </summary>
internal static partial class SpecTemplate
{
    private const int CommentColumn = 32;

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The spec as YAML.</summary>
    /// <param name="choices">What it is to say.</param>
    /// <param name="file">The file that it will be, for its comments and messages.</param>
    /// <exception cref="UserErrorException">A choice that is not there, or choices that do not go together.</exception>
    public static string Write(SpecChoices choices, string file)
    {
        var dataset = Components.Registry.Find<DatasetAttribute>(choices.DatasetKind, "--dataset");
        var mask = Components.Registry.Find<MaskAttribute>(choices.Mask, "--mask");
        var family = Components.Registry.Find<FamilyAttribute>(choices.Family, "--family");
        var variants = SpecChoices.VariantsOf(choices.Family);

        string Text(int resolution) =>
            $"""
            # Check it:  ./inpaintlab validate {file}
            # Try it:    ./inpaintlab run {file}{(family.IsClassical() ? "" : " -s training.steps=20")} -s evaluation.images=8
            # Every key that is not here has its default; the spec.yaml of a run shows them all.
            {Line("name", choices.Name, "of its runs")}
            {Line("resolution", resolution, "px, side of the square images")}
            dataset:
            {Line("  kind", dataset.Name, Others(SpecChoices.Names<DatasetAttribute>(), dataset.Name, "where images come from"))}
            {Keys(dataset, choices.Root, "--root", "photos", "the folder of the images")}mask:
            {Line("  kind", mask.Name, Others(SpecChoices.Names<MaskAttribute>(), mask.Name, "the shape of the holes"))}
            {Keys(mask, choices.MaskRoot, "--mask-root", "masks", "the folder of the mask files, white = hole")}model:
            {Line("  family", family.Name, Others(SpecChoices.Names<FamilyAttribute>(), family.Name, family.IsClassical() ? "a method without training" : "the network"))}
            {(choices.DecidedVariant is { } variant ? Line("  variant", variant, Others(variants, variant, "which of its networks")) + "\n" : "")}{(family.IsClassical() ? "" : Training(choices.Steps))}evaluation:
            {(family.IsClassical() ? "" : Line("  every", Math.Max(1, choices.Steps / 4), "updates between evaluations on the val split") + "\n")}{Line("  images", 200, "judged each time")}

            """;

        // The family says which sizes it takes, and its options stand in the spec: so the spec is read once to ask it.
        var resolution = choices.ResolutionFor(Check(Text(64), file).Model.CreateFamily());
        var text = Text(resolution);
        Check(text, file);
        return text;
    }

    private static ExperimentSpec Check(string text, string file)
    {
        try
        {
            return SpecLoader.LoadText(text, file, [], Components.Registry);
        }
        catch (SpecException e)
        {
            throw new UserErrorException($"these choices make no valid spec:\n{e.Message}", e);
        }
    }

    // The keys that a component cannot do without: its folder, and whatever it requires.
    private static string Keys(ComponentInfo component, string? root, string option, string usualRoot, string meaning)
    {
        var properties = component.OptionsType.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).ToList();
        if (root is not null && properties.TrueForAll(p => p.Name != "Root"))
            throw new UserErrorException($"{option}: '{component.Name}' reads no folder, received '{root}'");
        return string.Concat(properties.Select(Line).Where(line => line.Length > 0).Select(line => line + "\n"));

        string Line(PropertyInfo property)
        {
            var key = "  " + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (property.Name == "Root")
                return SpecTemplate.Line(key, root ?? usualRoot, root is null ? $"CHANGE: {meaning}" : meaning);
            if (!property.IsDefined(typeof(RequiredMemberAttribute)))
                return "";
            var value = property.PropertyType == typeof(string)
                ? $"path/to/{key.TrimStart()}"
                : property.GetCustomAttribute<RangeAttribute>()?.Minimum ?? Activator.CreateInstance(property.PropertyType)!;
            return SpecTemplate.Line(key, value, "CHANGE: this has no default");
        }
    }

    private static string Training(int steps) =>
        $"""
        training:
        {Line("  steps", steps, "updates of the network")}
        {Line("  batch", 8, "images an update: less when memory is short")}

        """;

    private static string Others(IReadOnlyList<string> names, string chosen, string meaning) =>
        names.Count < 2 ? meaning : $"or: {string.Join(", ", names.Where(n => n != chosen))}";

    private static string Line(string key, object value, string comment)
    {
        var text = value as string ?? JsonSerializer.Serialize(value);
        var line = $"{key}: {(value is string && !Plain().IsMatch(text) ? JsonSerializer.Serialize(text, Quoted) : text)}";
        return comment.Length == 0 ? line : $"{line.PadRight(CommentColumn)} # {comment}";
    }

    // What is text in YAML without quotes for certain.
    [GeneratedRegex(@"\A(?!(true|false|null|yes|no|on|off)\z)[A-Za-z_./][A-Za-z0-9_./+-]*\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
