using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>From what the values of one key are drawn in a search.</summary>
/// <param name="Key">The key of the spec.</param>
/// <param name="Where">Where it is written.</param>
internal abstract record SearchDistribution(string Key, Origin Where)
{
    public const string Choice = "choice";
    public const string Uniform = "uniform";
    public const string LogUniform = "log_uniform";
    public const string IntUniform = "int_uniform";
    public const string IntLogUniform = "int_log_uniform";
    public const string Step = "step";

    // The span of two of these is still an int.
    private const int MaxInteger = 1_000_000_000;

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [Choice, Uniform, LogUniform, IntUniform, IntLogUniform];

    /// <summary>What a distribution draws, for those who write a spec.</summary>
    public static string Describe(string name) => name switch
    {
        Choice => "Each of these values with the same probability.",
        Uniform => "[low, high]: a number between them.",
        LogUniform => "[low, high]: a number between them, uniform in its logarithm.",
        IntUniform => "[low, high]: an integer from low to high.",
        IntLogUniform => "[low, high]: an integer from low to high, uniform in its logarithm.",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "unknown distribution"),
    };

    /// <summary>The values by which all are judged before any is drawn: both ends of a range, or every choice.</summary>
    public abstract IReadOnlyList<SpecNode> Ends { get; }

    /// <summary>Draws a value. Equal streams give equal values on every machine.</summary>
    /// <param name="stream">Is drawn from.</param>
    /// <param name="note">What the value's origin is to say beside its place.</param>
    /// <returns>The value, and a text that tells it from other values.</returns>
    public abstract (SpecNode Value, string Text) Draw(RandomStream stream, string note);

    /// <summary>Reads <c>key: {distribution: ...}</c>, or adds errors.</summary>
    public static SearchDistribution? Read(SpecEntry entry, string path, SpecErrors errors)
    {
        if (entry.Value is not SpecMap map)
        {
            var hint = entry.Value is SpecList ? $"; a list of values is {{{Choice}: [...]}}" : "";
            errors.Add(
                entry.Value.Where,
                $"{path}: expected what to draw from, e.g. {{{LogUniform}: [1e-5, 1e-2]}}, received {entry.Value.Describe()}{hint}");
            return null;
        }

        var before = errors.Count;
        var kinds = map.Entries.Where(e => Names.Contains(e.Key)).ToList();
        foreach (var other in map.Entries.Except(kinds).Where(e => e.Key != Step || kinds is not [{ Key: IntUniform }]))
        {
            errors.Add(other.Where, other.Key == Step && kinds.Count > 0
                ? $"{path}: only {IntUniform} has a '{Step}'"
                : $"{path}: {UserErrorException.DescribeUnknownName("distribution", Printable.Of(other.Key), Names)}");
        }

        if (kinds.Count != 1 && errors.Count == before)
        {
            errors.Add(
                map.Where,
                $"{path}: expected one of {string.Join(", ", Names)}, received "
                    + $"{(kinds.Count == 0 ? "none" : string.Join(" and ", kinds.Select(k => k.Key)))}");
        }

        if (errors.Count > before)
            return null;
        var (kind, where, value) = kinds[0];
        return kind switch
        {
            Choice => ReadChoice(entry.Key, value, $"{path}.{kind}", errors),
            IntUniform or IntLogUniform =>
                ReadIntegers(entry.Key, value, kind == IntLogUniform, map.Find(Step)?.Value, $"{path}.{kind}", errors),
            _ => ReadNumbers(entry.Key, value, kind == LogUniform, $"{path}.{kind}", errors),
        };
    }

    private static ChoiceDistribution? ReadChoice(string key, SpecNode value, string path, SpecErrors errors)
    {
        if (value is SpecList { Items.Count: > 0 } list)
            return new ChoiceDistribution(key, value.Where, list.Items);
        errors.Add(value.Where, $"{path}: expected a list of values, received {(value is SpecList ? "an empty one" : value.Describe())}");
        return null;
    }

    private static NumberDistribution? ReadNumbers(string key, SpecNode value, bool isLog, string path, SpecErrors errors)
    {
        var ends = Pair(value).Select(Number).ToList();
        if (ends is not [{ } low, { } high] || !(low < high) || !double.IsFinite(high - low) || (isLog && low <= 0))
        {
            errors.Add(
                value.Where,
                $"{path}: expected {(isLog ? "[low, high] with 0 < low < high" : "[low, high] with low < high")}, received "
                    + $"{Describe(value)}");
            return null;
        }

        return new NumberDistribution(key, value.Where, low, high, isLog);
    }

    private static IntegerDistribution? ReadIntegers(string key, SpecNode value, bool isLog, SpecNode? step, string path, SpecErrors errors)
    {
        var ends = Pair(value).Select(Integer).ToList();
        if (ends is not [{ } low, { } high] || low >= high || (isLog && low < 1))
        {
            errors.Add(
                value.Where,
                $"{path}: expected integers [low, high] with {(isLog ? "1 <= low < high" : "low < high")}"
                    + $" and no magnitude above {MaxInteger}, received {Describe(value)}");
            return null;
        }

        if (step is null)
            return new IntegerDistribution(key, value.Where, low, high, 1, isLog);
        if (Integer(step) is >= 1 and var by && by <= high - low && (high - low) % by == 0)
            return new IntegerDistribution(key, value.Where, low, high, by, isLog);
        errors.Add(
            step.Where,
            $"{path}: expected a 'step' of which {high - low}, from {low} to {high}, is a multiple, received {step.Describe()}");
        return null;
    }

    private static IEnumerable<SpecNode> Pair(SpecNode value) => value is SpecList { Items.Count: 2 } list ? list.Items : [];

    private static string Describe(SpecNode value) => value is SpecList list
        ? list.Items.All(item => item is SpecScalar)
            ? $"[{string.Join(", ", list.Items.Take(4).Select(item => Printable.Of(((SpecScalar)item).Text)))}]"
            : "a list of other things"
        : value.Describe();

    private static double? Number(SpecNode node) =>
        node is SpecScalar { Kind: ScalarKind.Integer or ScalarKind.Number } scalar
        && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private static int? Integer(SpecNode node) =>
        node is SpecScalar { Kind: ScalarKind.Integer } scalar
        && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Math.Abs((long)number) <= MaxInteger ? number : null;

    /// <summary>A number as a value of a spec.</summary>
    private protected static SpecScalar Scalar(double value, Origin where) =>
        new(value.ToString("R", CultureInfo.InvariantCulture), isQuoted: false, where);
}

/// <summary>Each of the values with the same probability.</summary>
internal sealed record ChoiceDistribution(string Key, Origin Where, IReadOnlyList<SpecNode> Values) : SearchDistribution(Key, Where)
{
    public override IReadOnlyList<SpecNode> Ends => Values;

    public override (SpecNode Value, string Text) Draw(RandomStream stream, string note)
    {
        var index = stream.Integer(0, Values.Count);
        var value = Values[index];
        return (value is SpecScalar scalar ? scalar.At(value.Where with { Note = note }) : value, $"{index}");
    }
}

/// <summary>
/// A number between two ends, uniform in itself or in its logarithm. It gets four significant digits, and more where the range is narrow
/// beside its values: what is hashed as part of a run's identity is what a reader sees.
/// </summary>
internal sealed record NumberDistribution(string Key, Origin Where, double Low, double High, bool IsLog) : SearchDistribution(Key, Where)
{
    public override IReadOnlyList<SpecNode> Ends => [Scalar(Low, Where), Scalar(High, Where)];

    public override (SpecNode Value, string Text) Draw(RandomStream stream, string note)
    {
        var drawn = IsLog ? PortableMath.Exp(stream.Uniform(PortableMath.Log(Low), PortableMath.Log(High))) : stream.Uniform(Low, High);
        var rounded = double.Parse(drawn.ToString($"E{Decimals()}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var value = Scalar(Math.Clamp(rounded, Low, High), Where with { Note = note });
        return (value, value.Text);
    }

    // Counted by division, not by a logarithm, whose last bit is not the same everywhere.
    private int Decimals()
    {
        var decimals = 3;
        for (var ratio = Math.Max(Math.Abs(Low), Math.Abs(High)) / (High - Low); ratio >= 10 && decimals < 16; ratio /= 10)
            decimals++;
        return decimals;
    }
}

/// <summary>
/// An integer between two ends, both of them included: every <c>step</c>-th with the same probability, or uniform in its logarithm.
/// </summary>
internal sealed record IntegerDistribution(string Key, Origin Where, int Low, int High, int By, bool IsLog) : SearchDistribution(Key, Where)
{
    public override IReadOnlyList<SpecNode> Ends => [Scalar(Low, Where), Scalar(High, Where)];

    public override (SpecNode Value, string Text) Draw(RandomStream stream, string note)
    {
        var drawn = IsLog
            ? Math.Clamp(
                (int)Math.Round(PortableMath.Exp(stream.Uniform(PortableMath.Log(Low - 0.5), PortableMath.Log(High + 0.5)))), Low, High)
            : Low + (stream.Integer(0, ((High - Low) / By) + 1) * By);
        var value = Scalar(drawn, Where with { Note = note });
        return (value, value.Text);
    }
}
