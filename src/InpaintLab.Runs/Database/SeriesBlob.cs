using System.Runtime.InteropServices;

namespace InpaintLab.Runs.Database;

/// <summary>
/// A series as one value of a database: a row per point would make a database many times slower and larger. Five columns, one after
/// another, little-endian: steps i64, times i64 (.NET ticks, UTC), values f64, epochs i32, superseded u8.
/// </summary>
internal static class SeriesBlob
{
    private const int BytesPerPoint = 8 + 8 + 8 + 4 + 1;

    public static byte[] Pack(IReadOnlyList<ScalarPoint> points)
    {
        var n = points.Count;
        var blob = new byte[n * BytesPerPoint];
        var (steps, times, values, epochs, superseded) = Columns(blob, n);
        for (var i = 0; i < n; i++)
        {
            var point = points[i];
            steps[i] = point.Step;
            times[i] = point.Time.Ticks;
            values[i] = BitConverter.DoubleToInt64Bits(point.Value);
            epochs[i] = point.Epoch;
            superseded[i] = point.Superseded ? (byte)1 : (byte)0;
        }

        return blob;
    }

    public static IReadOnlyList<ScalarPoint> Unpack(byte[] blob, bool includeSuperseded)
    {
        var n = blob.Length / BytesPerPoint;
        var (steps, times, values, epochs, superseded) = Columns(blob, n);
        var points = new List<ScalarPoint>(n);
        for (var i = 0; i < n; i++)
        {
            if (superseded[i] == 0 || includeSuperseded)
            {
                var time = new DateTime(times[i], DateTimeKind.Utc);
                points.Add(new ScalarPoint(steps[i], epochs[i], time, BitConverter.Int64BitsToDouble(values[i]), superseded[i] != 0));
            }
        }

        return points;
    }

    // The machines that .NET runs on here are little-endian; the database is rebuilt, not carried, so nothing else reads it.
    private static ColumnSpans Columns(Span<byte> blob, int n) => new(
        MemoryMarshal.Cast<byte, long>(blob[..(8 * n)]),
        MemoryMarshal.Cast<byte, long>(blob.Slice(8 * n, 8 * n)),
        MemoryMarshal.Cast<byte, long>(blob.Slice(16 * n, 8 * n)),
        MemoryMarshal.Cast<byte, int>(blob.Slice(24 * n, 4 * n)),
        blob.Slice(28 * n, n));

    private readonly ref struct ColumnSpans(Span<long> steps, Span<long> times, Span<long> values, Span<int> epochs, Span<byte> superseded)
    {
        private readonly Span<long> _steps = steps;
        private readonly Span<long> _times = times;
        private readonly Span<long> _values = values;
        private readonly Span<int> _epochs = epochs;
        private readonly Span<byte> _superseded = superseded;

        public void Deconstruct(
            out Span<long> steps, out Span<long> times, out Span<long> values, out Span<int> epochs, out Span<byte> superseded)
        {
            steps = _steps;
            times = _times;
            values = _values;
            epochs = _epochs;
            superseded = _superseded;
        }
    }
}
