using System.Globalization;
using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Templates;

/// <summary>A kind of script that <c>new</c> writes. The texts stand in <c>scripts/</c>, one file each.</summary>
/// <param name="Kind">The word after <c>new</c>.</param>
/// <param name="Attribute">The attribute of the component that it defines; null for scripts that define none.</param>
/// <param name="Description">What is written.</param>
internal sealed partial record ScriptTemplate(string Kind, Type? Attribute, string Description)
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ScriptTemplate> All { get; } =
    [
        new("mask", typeof(MaskAttribute), "Write a script that defines a kind of masks."),
        new("transform", typeof(TransformAttribute), "Write a script that defines a change of training images."),
        new("loss", typeof(LossAttribute), "Write a script that defines a term of the objective."),
        new("metric", typeof(MetricAttribute), "Write a script that defines a metric per image."),
        new("family", typeof(FamilyAttribute), "Write a script that defines a model family."),
        new("hook", null, "Write a script that is told how a run goes."),
        new("report", null, "Write a script that makes a table of recorded runs."),
    ];

    /// <summary>The script of a name.</summary>
    /// <param name="name">What it is called in specs: lower-case words with '-' or '_' between them.</param>
    /// <exception cref="UserErrorException">The name is none, or a built-in component has it.</exception>
    public string Write(string name)
    {
        if (!Name().IsMatch(name))
        {
            throw new UserErrorException(
                $"new {Kind}: expected a name of lower-case letters, digits, '-' and '_' that begins with a letter, received '{name}'");
        }

        if (Attribute is not null && Components.Registry.All(Attribute).Any(c => c.Name == name))
            throw new UserErrorException($"new {Kind}: there is a built-in one named '{name}'; expected another name");
        using var stream = typeof(ScriptTemplate).Assembly.GetManifestResourceStream($"{Kind}.csx")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("__name__", name, StringComparison.Ordinal)
            .Replace("__Class__", ClassOf(name), StringComparison.Ordinal);
    }

    // The kind at its end keeps it apart from the classes that it builds on.
    private string ClassOf(string name)
    {
        var words = name.Split('-', '_').ToList();
        if (words[^1] != Kind)
            words.Add(Kind);
        return string.Concat(words.Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
    }

    [GeneratedRegex("\\A[a-z][a-z0-9]*([-_][a-z0-9]+)*\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
