using System.Globalization;

namespace InpaintLab.Runs.Queries.Language;

/// <summary>A value in a query: what it says as a text, and as a number or a time where it can be read so.</summary>
/// <param name="Text">As written.</param>
/// <param name="Position">Where it stands in the query.</param>
internal sealed record QueryLiteral(string Text, int Position)
{
    private static readonly (string Format, Func<DateTime, DateTime> End)[] Dates =
    [
        ("yyyy", d => d.AddYears(1)),
        ("yyyy-MM", d => d.AddMonths(1)),
        ("yyyy-MM-dd", d => d.AddDays(1)),
        ("yyyy-MM-ddTHH:mm", d => d.AddMinutes(1)),
        ("yyyy-MM-dd HH:mm", d => d.AddMinutes(1)),
        ("yyyy-MM-ddTHH:mm:ss", d => d.AddSeconds(1)),
        ("yyyy-MM-dd HH:mm:ss", d => d.AddSeconds(1)),
    ];

    /// <summary>It as a number; null where it is none.</summary>
    public double? Number { get; } = NumberOf(Text);

    /// <summary>A text as a number; null where it is none.</summary>
    public static double? NumberOf(string text) => text switch
    {
        "nan" or "NaN" or ".nan" => double.NaN,
        "inf" or "+inf" or "Infinity" or ".inf" => double.PositiveInfinity,
        "-inf" or "-Infinity" or "-.inf" => double.NegativeInfinity,
        [(>= '0' and <= '9') or '+' or '-' or '.', ..] =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    /// <summary>
    /// It as a stretch of time (UTC), from its start up to its end: a year, month, day, minute or second; <c>7d</c> and the like are the
    /// instant so long before <paramref name="now"/>. Null where it is no time.
    /// </summary>
    public (DateTime Start, DateTime End)? TimeAt(DateTime now)
    {
        if (Age() is { } age)
            return now.Ticks > age.Ticks ? (now - age, now - age) : (DateTime.UnixEpoch, DateTime.UnixEpoch);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        foreach (var (format, end) in Dates)
        {
            // A year 9999 has no end that a date can hold.
            if (DateTime.TryParseExact(Text, format, CultureInfo.InvariantCulture, utc, out var start) && start.Year < 9999)
                return (start, end(start));
        }

        return null;
    }

    private TimeSpan? Age()
    {
        if (Text.Length < 2
            || !double.TryParse(Text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > 1e5)
        {
            return null;
        }

        return Text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7 * count),
            _ => null,
        };
    }
}
