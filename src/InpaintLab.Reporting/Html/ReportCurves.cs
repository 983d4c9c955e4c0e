using System.Buffers;
using System.Globalization;
using System.Text.Json;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Figures.Curves;
using InpaintLab.Runs.Log;

namespace InpaintLab.Reporting.Html;

/// <summary>A run's curve in the page.</summary>
/// <param name="Recorded">How many points the run has.</param>
/// <param name="Shown">How many the page holds.</param>
/// <param name="Json">
/// As the page has it: the run's place among the runs, steps, and values, null where one is not finite; in UTF-8, since a page can hold
/// thousands.
/// </param>
internal sealed record ReportCurve(int Recorded, int Shown, byte[] Json);

/// <summary>A series of all runs that have it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Curves">One a run.</param>
internal sealed record ReportSeries(string Key, IReadOnlyList<ReportCurve> Curves);

/// <summary>Turns recorded series into what a page can hold.</summary>
internal static class ReportCurves
{
    // Of a run's costs only the last value means something; it stands in the table.
    private static readonly string[] LeftOut = ["time/", "memory/", "cost/"];

    /// <summary>
    /// All series that more than a single point in some run makes curves of, in order of their keys. Each log is read once, and of a run's
    /// points only those that are shown stay in memory.
    /// </summary>
    public static IReadOnlyList<ReportSeries> Of(IReadOnlyList<RecordedRun> runs, int points) =>
    [
        .. runs.Index()
            .AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, CurveFigure.MostReaders))
            .SelectMany(run => CurvesOf(run.Index, run.Item, points))
            .AsSequential()
            .GroupBy(c => c.Key, c => c.Curve)
            .Where(g => g.Any(c => c.Recorded > 1))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ReportSeries(g.Key, [.. g])),
    ];

    /// <summary>
    /// The series that is shown first: the one of most runs with more than a point, how well the hole is filled before losses.
    /// </summary>
    public static string? First(IReadOnlyList<ReportSeries> series) => series
        .OrderByDescending(
            s => s.Key.EndsWith("/psnr_hole", StringComparison.Ordinal) || s.Key.StartsWith("loss/", StringComparison.Ordinal))
        .ThenByDescending(s => s.Curves.Count(c => c.Recorded > 1))
        .ThenByDescending(s => s.Key.EndsWith("/psnr_hole", StringComparison.Ordinal))
        .Select(s => s.Key)
        .FirstOrDefault();

    private static IReadOnlyList<(string Key, ReportCurve Curve)> CurvesOf(int place, RecordedRun run, int points)
    {
        using var scan = run.Scan(key => !LeftOut.Any(key.StartsWith));
        return [.. scan.Keys.Select(key => (key, Of(place, scan[key]!, points))).Where(c => c.Item2.Recorded > 0)];
    }

    private static ReportCurve Of(int run, SeriesColumns series, int points)
    {
        var kept = Thinning.Places(series.Values, points);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteNumber("run", run);
            writer.WriteNumber("recorded", series.Count);
            writer.WriteStartArray("steps");
            foreach (var place in kept)
                writer.WriteNumberValue(series.Steps[place]);
            writer.WriteEndArray();
            writer.WriteStartArray("values");
            foreach (var place in kept)
                Write(writer, series.Values[place]);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new ReportCurve(series.Count, kept.Length, json.WrittenSpan.ToArray());
    }

    // Six digits are more than a screen shows, and a third of the bytes.
    private static void Write(Utf8JsonWriter writer, double value)
    {
        Span<byte> digits = stackalloc byte[32];
        if (double.IsFinite(value) && value.TryFormat(digits, out var count, "G6", CultureInfo.InvariantCulture))
            writer.WriteRawValue(digits[..count], skipInputValidation: true);
        else
            writer.WriteNullValue();
    }
}
