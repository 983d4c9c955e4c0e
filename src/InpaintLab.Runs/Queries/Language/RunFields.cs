using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Queries.Language;

/// <summary>A key that every run has.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Of">The value of a run.</param>
internal sealed record RunField(RunValueKind Kind, Func<RunSummary, RunValue> Of)
{
    /// <summary>The only values that it can have; null where these are not known beforehand.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}

/// <summary>The keys that every run has, by name.</summary>
internal static class RunFields
{
    /// <summary>Before an axis of the matrix, to name its label alone: <c>label.width</c>.</summary>
    public const string LabelPrefix = "label.";

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, RunField> All { get; } = new Dictionary<string, RunField>(StringComparer.Ordinal)
    {
        ["id"] = Text(r => r.Id),
        ["name"] = Text(r => r.Name),
        ["folder"] = Text(r => r.Folder),
        ["state"] = Text(r => NameOf(r.State)) with { Values = [.. Enum.GetValues<RunState>().Select(NameOf)] },
        ["message"] = Text(r => r.StateMessage),
        ["family"] = Text(r => r.Family),
        ["variant"] = Text(r => r.Variant),
        ["model"] = Text(r => r.Variant.Length == 0 ? r.Family : $"{r.Family}/{r.Variant}"),
        ["mask"] = Text(r => r.Mask),
        ["dataset"] = Text(r => r.Dataset),
        ["spec_hash"] = Text(r => r.SpecHash),
        ["resolution"] = Number(r => r.Resolution),
        ["seed"] = Number(r => r.Seed),
        ["step"] = Number(r => r.LastStep),
        ["corruptions"] = Number(r => r.Corruptions),
        ["started"] = new(RunValueKind.Time, r => RunValue.Of(r.Created)),
        ["ended"] = new(RunValueKind.Time, r => RunValue.Of(r.Ended)),
        ["tag"] = new(RunValueKind.Texts, r => RunValue.Of(r.Tags)),
    };

    /// <summary>A state as it is written.</summary>
    public static string NameOf(RunState state) => $"{state}".ToLowerInvariant();

    private static RunField Text(Func<RunSummary, string> of) => new(RunValueKind.Text, r => RunValue.Of(of(r)));

    private static RunField Number(Func<RunSummary, double> of) => new(RunValueKind.Number, r => RunValue.Of(of(r)));
}
