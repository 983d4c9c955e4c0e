using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace InpaintLab.Torch.Safetensors;

/// <summary>
/// Writes tensors in the safetensors format. Equal tensors and metadata give equal bytes, whatever the order they come in: larger
/// elements first, then by name, as the reference implementation lays them out.
/// </summary>
public static class SafetensorsWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file. For one that must be whole or absent, write a stream to a temporary name and rename it.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="tensors">Tensors by name, on any device; they stay the caller's.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <exception cref="ArgumentException">A tensor's type has no place in the format, or a name is reserved.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = File.Create(path);
        Write(stream, tensors, metadata);
    }

    /// <summary>Writes to a stream; arguments as in the overload with a path.</summary>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var sorted = tensors
            .OrderBy(entry => SafetensorsTypes.Of(entry.Value.dtype).Order)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .ToList();
        if (sorted.Exists(entry => entry.Key == "__metadata__") || sorted.DistinctBy(entry => entry.Key).Count() != sorted.Count)
        {
            throw new ArgumentException("names must differ from each other and from __metadata__", nameof(tensors));
        }

        WriteHeader(stream, sorted, metadata ?? new Dictionary<string, string>());
        foreach (var (_, tensor) in sorted)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    private static void WriteHeader(
        Stream stream, List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long start = 0;
            foreach (var (name, tensor) in tensors)
            {
                var (type, size, _) = SafetensorsTypes.Of(tensor.dtype);
                var end = start + (tensor.numel() * size);
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [start, end]);
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        // Padded with blanks, so that the data begin at a multiple of 8 bytes.
        var padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, buffer.WrittenCount);
        stream.Write(length);
        stream.Write(buffer.WrittenSpan);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
