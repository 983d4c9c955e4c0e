using System.Buffers.Binary;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Database;

/// <summary>
/// Per-image results as one value of a database: a row of a table for each would make it many times slower and larger. For each: its place
/// in the log's order i32, step i64, mask set, metric, image and mask as numbers of texts, i32 each, hole ratio f64, value f64.
/// </summary>
internal static class PackedRows
{
    private const int BytesPerRow = 4 + 8 + (4 * 4) + 8 + 8;

    public static byte[] Pack(IReadOnlyList<(int Place, EvaluatedRow Row)> rows, Func<string, int> number)
    {
        var buffer = new RecordBuffer();
        foreach (var (place, row) in rows)
        {
            buffer.Int32(place);
            buffer.Int64(row.Step);
            foreach (var text in new[] { row.MaskSet, row.Row.Metric, row.Row.ImageId, row.Row.MaskId })
                buffer.Int32(number(text));
            buffer.Double(row.Row.HoleRatio);
            buffer.Double(row.Row.Value);
        }

        return buffer.Written.ToArray();
    }

    public static void Unpack(ReadOnlySpan<byte> blob, Func<int, string> text, List<(int Place, EvaluatedRow Row)> rows)
    {
        for (; blob.Length >= BytesPerRow; blob = blob[BytesPerRow..])
        {
            var maskSet = text(Int32(blob, 12));
            var row = new ImageRow(text(Int32(blob, 20)), text(Int32(blob, 24)), Double(blob, 28), text(Int32(blob, 16)), Double(blob, 36));
            rows.Add(
                (Int32(blob, 0), new EvaluatedRow(BinaryPrimitives.ReadInt64LittleEndian(blob[4..]), maskSet, row, Superseded: false)));
        }
    }

    private static int Int32(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadInt32LittleEndian(row[at..]);

    private static double Double(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadDoubleLittleEndian(row[at..]);
}
