using System.Text.Encodings.Web;
using System.Text.Json;

namespace InpaintLab.Reporting.Html;

/// <summary>
/// The data of a page as JSON. They are most of it, tens of megabytes for many runs, and go out piece by piece. No text of a run can end
/// the element that they stand in: the default encoder writes &lt;, &gt; and &amp; as \u003c and so on.
/// </summary>
internal static class PageData
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>Writes them.</summary>
    public static void Write(Stream output, IReadOnlyList<ReportRun> runs, IReadOnlyList<ReportSeries> series, ReportPictures pictures)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        writer.WriteStartObject();
        writer.WritePropertyName("runs");
        JsonSerializer.Serialize(writer, runs, Json);
        writer.WriteStartArray("series");
        foreach (var one in series)
            Write(writer, one);
        writer.WriteEndArray();
        writer.WriteString("first_series", ReportCurves.First(series));
        writer.WritePropertyName("samples");
        JsonSerializer.Serialize(writer, pictures.Samples, Json);
        writer.WriteStartArray("pictures");
        foreach (var uri in pictures.Uris)
        {
            // Nothing in an address of base64 needs an escape, and its plus signs would take six bytes each.
            writer.WriteRawValue([(byte)'"', .. uri, (byte)'"'], skipInputValidation: true);
            writer.Flush();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReportSeries series)
    {
        writer.WriteStartObject();
        writer.WriteString("key", series.Key);
        writer.WriteStartArray("curves");
        foreach (var curve in series.Curves)
            writer.WriteRawValue(curve.Json, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }
}
