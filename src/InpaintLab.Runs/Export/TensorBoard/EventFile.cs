using System.Buffers.Binary;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Export.TensorBoard;

/// <summary>
/// A file of TensorBoard's events: TFRecord frames (length u64, masked CRC-32C of it, data, masked CRC-32C of the data), each an
/// <c>Event</c> of tensorflow/core/util/event.proto. Fields by number: Event 1 wall_time, 2 step, 3 file_version, 5 summary; Summary 1
/// value; Value 1 tag, 2 simple_value, 4 image, 8 tensor, 9 metadata; Image 1 height, 2 width, 3 colorspace, 4 encoded_image_string.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int Strings = 7; // DT_STRING
    private readonly FileStream _file;
    private readonly ProtoBuffer _event = new();
    private readonly ProtoBuffer _summary = new();
    private readonly ProtoBuffer _value = new();
    private readonly ProtoBuffer _part = new();

    /// <summary>Begins a file, which TensorBoard knows by the "tfevents" in its name.</summary>
    /// <param name="folder">What TensorBoard shows as one run; made when missing.</param>
    /// <param name="begun">When the run began (UTC).</param>
    public EventFile(string folder, DateTime begun)
    {
        Directory.CreateDirectory(folder);
        var seconds = (long)Seconds(begun);
        _file = new FileStream(
            Path.Combine(folder, $"events.out.tfevents.{seconds:d10}.inpaintlab"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.Read,
            1 << 16);
        _event.Double(1, Seconds(begun)).Text(3, "brain.Event:2");
        WriteEvent();
    }

    /// <summary>A value of a series; the format holds floats of 32 bits.</summary>
    public void Scalar(string tag, long step, DateTime time, double value)
    {
        _value.Text(1, tag).Single(2, (float)value);
        Write(step, time);
    }

    /// <summary>An encoded image of eight bits a sample.</summary>
    public void Image(string tag, long step, DateTime time, int width, int height, ReadOnlySpan<byte> encoded)
    {
        const int rgb = 3;
        _part.Integer(1, height).Integer(2, width).Integer(3, rgb).Block(4, encoded);
        _value.Text(1, tag).Block(4, _part.Written);
        Write(step, time);
    }

    /// <summary>A text, as the plug-in of that name shows it (Markdown).</summary>
    public void Text(string tag, long step, DateTime time, string text)
    {
        _part.Integer(1, Strings).Text(8, text);
        _value.Text(1, tag).Block(8, _part.Written);
        _part.Clear();
        // SummaryMetadata 1 plugin_data, PluginData 1 plugin_name
        var name = new ProtoBuffer().Text(1, "text");
        _value.Block(9, _part.Block(1, name.Written).Written);
        Write(step, time);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static double Seconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond;

    private void Write(long step, DateTime time)
    {
        _summary.Block(1, _value.Written);
        _event.Double(1, Seconds(time)).Integer(2, step).Block(5, _summary.Written);
        WriteEvent();
        _summary.Clear();
        _value.Clear();
        _part.Clear();
    }

    private void WriteEvent()
    {
        var data = _event.Written;
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        _file.Write(head);
        _file.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(head, Masked(data));
        _file.Write(head[..4]);
        _event.Clear();
    }

    // TFRecord masks checksums, since one of data that holds checksums would be weak.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C.Of(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }
}
