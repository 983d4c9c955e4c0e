using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;

namespace InpaintLab.Core.Weights;

/// <summary>How the dimensions of a weight in the file are arranged.</summary>
public enum WeightLayout
{
    /// <summary>As PyTorch: out x in x height x width, and out x in.</summary>
    Pytorch,

    /// <summary>As TensorFlow: height x width x in x out, and in x out. Other numbers of dimensions stay as they are.</summary>
    Tensorflow,
}

/// <summary>One rule of a <see cref="WeightMap"/>: either <see cref="From"/> or <see cref="Regex"/>, and <see cref="To"/>.</summary>
public sealed record WeightRule : IValidatableObject
{
    private readonly Lazy<Regex?> _regex;

    /// <summary>An empty rule, to be filled.</summary>
    public WeightRule() => _regex = new Lazy<Regex?>(() => Regex is null ? null : Compile(Regex));

    /// <summary>Keys of the file; each * stands for any text of one character or more. Leads both ways.</summary>
    public string? From { get; init; }

    /// <summary>Keys of the file as a regular expression for the whole key. Leads from the file to the network only.</summary>
    public string? Regex { get; init; }

    /// <summary>
    /// The network's key: with <see cref="From"/>, each * is what the one in the same place stands for; else $1, $2 ... are groups.
    /// </summary>
    public required string To { get; init; }

    /// <summary>The arrangement of dimensions in the file.</summary>
    public WeightLayout Layout { get; init; }

    /// <summary>The network's key for one of the file's; null when the rule does not match.</summary>
    public string? Forward(string key) => _regex.Value is { } regex
        ? regex.Match(key) is { Success: true } match ? match.Result(To) : null
        : new Glob(From!).Match(key) is { } parts ? new Glob(To).Fill(parts) : null;

    /// <summary>The file's key for one of the network's; null when the rule does not match.</summary>
    /// <exception cref="UserErrorException">The rule is a regular expression.</exception>
    public string? Backward(string key) => From is null
        ? throw new UserErrorException(
            $"the rule '{Regex}' is a regular expression, which leads from the file to the network only; expected 'from' with * instead")
        : new Glob(To).Match(key) is { } parts ? new Glob(From).Fill(parts) : null;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From is null == Regex is null)
            yield return new ValidationResult("expected one of the keys 'from' and 'regex'");
        else if (From is not null && new Glob(From).Stars != new Glob(To).Stars)
            yield return new ValidationResult($"to: expected as many * as in 'from', '{From}', received '{To}'", [nameof(To)]);
        else if (Regex is not null && ProblemOf(_regex) is { } problem)
            yield return new ValidationResult($"regex: expected a regular expression, received '{Regex}': {problem}", [nameof(Regex)]);
    }

    private static string? ProblemOf(Lazy<Regex?> regex)
    {
        try
        {
            _ = regex.Value;
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    // Without backtracking, no expression can take more than linear time.
    private static Regex Compile(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
