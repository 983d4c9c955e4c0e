using System.Globalization;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

/// <summary>A small log with every kind of record, and how a test tells what was read from it.</summary>
internal static class SampleLog
{
    private static readonly DateTime Time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    /// <summary>One list for each frame.</summary>
    public static IReadOnlyList<IReadOnlyList<LogRecord>> Frames { get; } =
    [
        [new DescriptionRecord("abcdef", Time, SampleRun.Description), new StateRecord(Time, RunState.Running, "")],
        [new ScalarsRecord(1, 0, Time, [new("train/loss", 0.5), new("train/l1", double.NaN)]), new ProvenanceRecord("l1", "{\"a\": 1}")],
        [new ImageRowsRecord(1, "box", [new("a.png", "m0", 0.25, "psnr", double.PositiveInfinity), new("b.png", "m1", 0.5, "psnr", 20)])],
        [new EventRecord(Time, EventLevel.Warning, "skipped-file", 3, "drei übrig"), new ImageRecord(1, "grid/box", "images/box.png")],
        [new SupersededRecord(0), new ScalarsRecord(1, 0, Time, [new("train/loss", 0.25)])],
        [new SummaryRecord("psnr", -0.0), new StateRecord(Time, RunState.Finished, "done")],
    ];

    /// <summary>All records as text.</summary>
    public static IReadOnlyList<string> Texts(int frames) => [.. Frames.Take(frames).SelectMany(f => f).Select(Text)];

    /// <summary>Writes the log; returns its length after each flush, the first being that of the header.</summary>
    public static IReadOnlyList<long> Write(string path)
    {
        var lengths = new List<long>();
        using var writer = LogWriter.Create(path);
        lengths.Add(new FileInfo(path).Length);
        foreach (var frame in Frames)
        {
            foreach (var record in frame)
                writer.Append(record);
            writer.Flush();
            lengths.Add(new FileInfo(path).Length);
        }

        return lengths;
    }

    /// <summary>Reads a log to its end.</summary>
    public static (IReadOnlyList<string> Texts, IReadOnlyList<LogCorruption> Corruptions, long Tail) Read(string path)
    {
        using var reader = new LogReader(path);
        var texts = reader.Records().Select(Text).ToList();
        return (texts, reader.Corruptions, reader.IncompleteTailBytes);
    }

    /// <summary>The record's content, doubles by their bits.</summary>
    public static string Text(LogRecord record) => record switch
    {
        ScalarsRecord s => $"scalars {s.Step} {s.Epoch} {s.Time:O} " + string.Join(",", s.Values.Select(v => v.Key + "=" + Bits(v.Value))),
        ImageRowsRecord r => $"rows {r.Step} {r.MaskSet} " + string.Join(
            ",", r.Rows.Select(v => $"{v.ImageId} {v.MaskId} {Bits(v.HoleRatio)} {v.Metric} {Bits(v.Value)}")),
        SummaryRecord s => $"summary {s.Key} {Bits(s.Value)}",
        _ => record.ToString(),
    };

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
