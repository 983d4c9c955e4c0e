namespace InpaintLab.Runs.Queries.Language;

/// <summary>What kind of value a run has under a key.</summary>
internal enum RunValueKind
{
    /// <summary>The run has none.</summary>
    None,
    Number,
    Text,
    Time,

    /// <summary>Any number of texts.</summary>
    Texts,
}

/// <summary>A run's value under a key.</summary>
internal readonly struct RunValue
{
    private readonly double _number;
    private readonly object? _object;

    private RunValue(RunValueKind kind, double number, object? value) => (Kind, _number, _object) = (kind, number, value);

    /// <summary>What it is.</summary>
    public RunValueKind Kind { get; }

    /// <summary>The number; NaN for a text that is none.</summary>
    public double Number => Kind == RunValueKind.Text ? QueryLiteral.NumberOf(Text) ?? double.NaN : _number;

    /// <summary>The text.</summary>
    public string Text => (string)_object!;

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts => (IReadOnlyList<string>)_object!;

    /// <summary>The time (UTC).</summary>
    public DateTime Time => (DateTime)_object!;

    public static RunValue Of(double number) => new(RunValueKind.Number, number, null);

    public static RunValue Of(string? text) => text is null ? default : new(RunValueKind.Text, 0, text);

    public static RunValue Of(DateTime? time) => time is { } t ? new(RunValueKind.Time, 0, t) : default;

    public static RunValue Of(IReadOnlyList<string> texts) => new(RunValueKind.Texts, 0, texts);
}
