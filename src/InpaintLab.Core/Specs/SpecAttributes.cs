using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using InpaintLab.Core.Registry;

namespace InpaintLab.Core.Specs;

/// <summary>
/// Marks a <see cref="ComponentSpec"/> (or a list of them) as a component block: one key names the component, the others fill its options.
/// </summary>
/// <param name="kind">The attribute under which the component is registered, e.g. <c>typeof(MaskAttribute)</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ComponentBlockAttribute(Type kind) : Attribute
{
    /// <summary>The attribute under which the component is registered, derived from <see cref="ComponentAttribute"/>.</summary>
    public Type Kind { get; } = kind;

    /// <summary>The key that names the component.</summary>
    public string Key { get; init; } = "kind";

    /// <summary>
    /// Whether the component's keys stand beside the record's own (<c>{name: box, kind: random-box}</c>), not in a mapping of their own.
    /// </summary>
    public bool Inline { get; init; }
}

/// <summary>
/// Marks a list of <see cref="ScriptSpec"/> whose components the keys after it, in order of declaration, can name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefinesComponentsAttribute : Attribute;

/// <summary>
/// Marks a key that came later than others: a resolved spec has it only when its value is not its type's default (the first of an enum,
/// false, 0, an empty list). Specs that do not use it keep the text and the hash that they had before there was such a key; runs keep their
/// checkpoints and their place in a matrix.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WrittenWhenUsedAttribute : Attribute;

/// <summary>Marks a string (or a list of them) as the name of a registered component.</summary>
/// <param name="kind">The attribute under which the component is registered, e.g. <c>typeof(MetricAttribute)</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ComponentNameAttribute(Type kind) : Attribute
{
    /// <summary>The attribute under which the component is registered, derived from <see cref="ComponentAttribute"/>.</summary>
    public Type Kind { get; } = kind;
}

/// <summary>
/// Marks a string (or a list of them) as the path of a file or folder. A relative path is relative to the folder in which the command
/// is run, whether it stands in a spec file or in an override: a spec names data as a shell command would. Empty text is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathAttribute : ValidationAttribute
{
    /// <summary>A path.</summary>
    public PathAttribute() => ErrorMessage = "a path";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value switch
    {
        string path => path.Length > 0,
        IEnumerable<string> paths => paths.All(path => path.Length > 0),
        _ => value is null,
    };
}

/// <summary>Text of a stated form.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextFormAttribute : ValidationAttribute
{
    private readonly Regex _pattern;

    /// <summary>Text that matches <paramref name="pattern"/> as a whole.</summary>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="expected">The form in words: "expected {expected}, received ...".</param>
    public TextFormAttribute(string pattern, string expected)
    {
        Pattern = pattern;
        _pattern = new Regex($@"\A(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(1));
        ErrorMessage = expected;
    }

    /// <summary>The regular expression that the whole text matches.</summary>
    public string Pattern { get; }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is string text && _pattern.IsMatch(text));
}

/// <summary>A multiple of a whole number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MultipleOfAttribute : ValidationAttribute
{
    /// <summary>A multiple of <paramref name="divisor"/>.</summary>
    public MultipleOfAttribute(int divisor)
    {
        Divisor = divisor;
        ErrorMessage = $"a multiple of {divisor}";
    }

    /// <summary>What it is a multiple of.</summary>
    public int Divisor { get; }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is int number && number % Divisor == 0);
}

/// <summary>Marks a record that a spec may give as the value of one of its keys alone: <c>schedule: cosine</c>.</summary>
/// <param name="property">The property of that key.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortFormAttribute(string property) : Attribute
{
    /// <summary>The property of that key.</summary>
    public string Property { get; } = property;
}
