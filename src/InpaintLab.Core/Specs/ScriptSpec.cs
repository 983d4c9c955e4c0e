using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>A C# script that takes part in an experiment. <c>my-mask.csx</c> is short for <c>{file: my-mask.csx}</c>.</summary>
[ShortForm(nameof(File))]
public record ScriptSpec
{
    /// <summary>
    /// The script: relative to the folder of the spec that names it, or to <c>scripts/</c> there, where a run keeps those it ran with; with
    /// -s relative to the working directory. A run's spec has its name alone.
    /// </summary>
    [TextForm(@".*[^/\\]\.csx", "the path of a C# script, whose name ends with .csx")]
    public required string File { get; init; }

    /// <summary>What the SHA-256 of the script, with all that it loads, must be; null: anything. A run's spec has what it was.</summary>
    [TextForm("[0-9a-f]{64}", "a SHA-256 as 64 hexadecimal digits")]
    public string? Sha256 { get; init; }
}

/// <summary>A script that is told how a run goes, and may act on it.</summary>
public sealed record HookSpec : ScriptSpec
{
    /// <summary>Steps from one call of its step handlers to the next, where it does not say so itself.</summary>
    [Range(1, 1_000_000_000)]
    public int Every { get; init; } = 1;
}

/// <summary>Scripts that are told how a run goes. <c>hooks: [a.csx]</c> is short for <c>hooks: {scripts: [a.csx]}</c>.</summary>
[ShortForm(nameof(Scripts))]
public sealed record HooksSpec : IValidatableObject
{
    /// <summary>The scripts, called in this order.</summary>
    public IReadOnlyList<HookSpec> Scripts { get; init; } = [];

    /// <summary>What a failing hook means for the run.</summary>
    public HookError OnError { get; init; } = HookError.Stop;

    /// <summary>No script twice.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Scripts
        .GroupBy(script => script.File)
        .Where(same => same.Skip(1).Any())
        .Select(same => new ValidationResult($"hooks: '{same.Key}' is given twice", [nameof(Scripts)]));
}

/// <summary>What a failing hook means for a run.</summary>
public enum HookError
{
    /// <summary>
    /// The run ends with a checkpoint, as failed. It can be resumed, when what the hook lacked is there; a hook that is changed makes
    /// another run.
    /// </summary>
    Stop,

    /// <summary>The run says so and goes on.</summary>
    Warn,
}
