using System.Text.Json;

namespace InpaintLab.Training.Profiling;

/// <summary>Spans as a trace that chrome://tracing and Perfetto open.</summary>
public static class ChromeTrace
{
    /// <summary>Writes the spans, in order of their starts.</summary>
    public static void Write(Stream stream, IEnumerable<ProfiledSpan> spans) => JsonSerializer.Serialize(stream, new
    {
        displayTimeUnit = "ms",
        traceEvents = spans.OrderBy(s => s.Start).Select(s => new
        {
            name = s.Name,
            cat = s.Category,
            ph = "X",
            ts = s.Start,
            dur = s.Duration,
            pid = 1,
            tid = 1,
            args = new { step = s.Step },
        }),
    });
}
