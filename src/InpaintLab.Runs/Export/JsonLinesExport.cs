using System.Text.Encodings.Web;
using System.Text.Json;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Export;

/// <summary>
/// One JSON object on each line. A line of <c>"type": "run"</c> comes before all others of its run: "spec", "result", "series",
/// "image_row", "event" and "image". A series is one line, its columns arrays: it is most of what there is. What JSON lacks is "NaN",
/// "Infinity", "-Infinity".
/// </summary>
public sealed class JsonLinesExport(Stream stream, bool leaveOpen = false) : IRunExport
{
    private readonly TextBuffer _text = new(stream);

    /// <inheritdoc/>
    public void Add(RunSummary run, RunFolder files, RunLog log)
    {
        Line("run", run.Id, new { summary = run });
        if (run.Spec.Count > 0)
            Line("spec", run.Id, new { paths = run.Spec });
        foreach (var (key, value) in log.Summary)
            Line("result", run.Id, new { key, value });
        foreach (var key in log.Keys)
            Series(run.Id, key, log.Series(key, includeSuperseded: true));
        foreach (var (step, maskSet, row, superseded) in log.ImageRows(includeSuperseded: true))
        {
            Begin("image_row", run.Id).Text(",\"step\":"u8).Number(step);
            Text(",\"mask_set\":"u8, maskSet).Text(",\"image\":"u8, row.ImageId).Text(",\"mask\":"u8, row.MaskId);
            Number(",\"hole_ratio\":"u8, row.HoleRatio).Text(",\"metric\":"u8, row.Metric).Number(",\"value\":"u8, row.Value);
            _text.Text(superseded ? ",\"superseded\":true}\n"u8 : ",\"superseded\":false}\n"u8);
        }

        foreach (var e in log.Events)
            Line("event", run.Id, new { @event = e });
        foreach (var image in log.Images(includeSuperseded: true))
            Line("image", run.Id, new { image });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _text.Dispose();
        if (!leaveOpen)
            stream.Dispose();
    }

    private void Series(string run, string key, IReadOnlyList<ScalarPoint> points)
    {
        Begin("series", run);
        Text(",\"key\":"u8, key);
        Column(",\"step\":"u8, points, (text, p) => text.Number(p.Step));
        Column(",\"epoch\":"u8, points, (text, p) => text.Number(p.Epoch));
        Column(",\"time\":"u8, points, (text, p) => text.Text("\""u8).Time(p.Time).Text("\""u8));
        Column(",\"value\":"u8, points, (text, p) => Number(text, p.Value));
        Column(",\"superseded\":"u8, points, (text, p) => text.Text(p.Superseded ? "true"u8 : "false"u8));
        _text.Text("}\n"u8);
    }

    private void Column(ReadOnlySpan<byte> name, IReadOnlyList<ScalarPoint> points, Action<TextBuffer, ScalarPoint> write)
    {
        _text.Text(name).Text("["u8);
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0)
                _text.Text(","u8);
            write(_text, points[i]);
        }

        _text.Text("]"u8);
    }

    private TextBuffer Begin(string type, string run) =>
        _text.Text("{\"type\":\""u8).Text(type).Text("\",\"run\":"u8).Text(Quoted(run));

    // What is rare is left to the serialiser: {"type":...,"run":... followed by the object's own properties.
    private void Line<T>(string type, string run, T rest)
    {
        var json = JsonSerializer.Serialize(rest, RunJson.Compact);
        Begin(type, run).Text(","u8).Text(json.AsSpan(1)).Text("\n"u8);
    }

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static void Number(TextBuffer text, double value)
    {
        if (double.IsFinite(value))
            text.Number(value);
        else
            text.Text("\""u8).Number(value).Text("\""u8);
    }

    private JsonLinesExport Text(ReadOnlySpan<byte> name, string value)
    {
        _text.Text(name).Text(Quoted(value));
        return this;
    }

    private JsonLinesExport Number(ReadOnlySpan<byte> name, double value)
    {
        Number(_text.Text(name), value);
        return this;
    }
}
