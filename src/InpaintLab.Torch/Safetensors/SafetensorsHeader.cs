using System.Buffers.Binary;
using System.Text.Json;

namespace InpaintLab.Torch.Safetensors;

/// <summary>
/// Reads the header (https://github.com/huggingface/safetensors, "Format"): 8 bytes of length, then JSON with every tensor's type, shape
/// and place. Everything is checked here, before anything is allocated for data.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000; // the reference implementation's limit
    private const int MostDimensions = 16;
    private readonly string _file;
    private readonly long _dataLength;

    private SafetensorsHeader(string file, long dataLength)
    {
        _file = file;
        _dataLength = dataLength;
    }

    internal Dictionary<string, string> Metadata { get; } = [];

    /// <summary>In the order of the data.</summary>
    internal List<SafetensorsEntry> Entries { get; } = [];

    /// <summary>Where the data begin.</summary>
    internal long DataStart { get; private init; }

    /// <summary>Reads and checks the header of a stream that stands at its beginning.</summary>
    /// <exception cref="SafetensorsException">Anything is wrong.</exception>
    internal static SafetensorsHeader Read(Stream stream, string file)
    {
        var total = stream.Length;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(prefix, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
        {
            throw new SafetensorsException(file, "8 bytes of header length", $"{total} bytes in all");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var most = Math.Min(total - LengthBytes, LargestHeader);
        if (length < 2 || length > (ulong)most)
        {
            throw new SafetensorsException(file, $"a header of 2 to {most} bytes", $"a length of {length}");
        }

        var json = new byte[length];
        if (stream.ReadAtLeast(json, json.Length, throwOnEndOfStream: false) < json.Length)
        {
            throw new SafetensorsException(file, $"a header of {length} bytes", "the end of the file");
        }

        var header = new SafetensorsHeader(file, total - LengthBytes - json.Length) { DataStart = LengthBytes + json.Length };
        header.Parse(json);
        header.CheckLayout();
        return header;
    }

    private void Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var (name, value) in Members(document.RootElement, "the header"))
            {
                if (name == "__metadata__")
                {
                    ReadMetadata(value);
                }
                else
                {
                    Entries.Add(ReadEntry(name, value));
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not valid Unicode.
            throw new SafetensorsException(_file, "a header in JSON", error.Message, error);
        }
    }

    private void ReadMetadata(JsonElement element)
    {
        foreach (var (name, value) in Members(element, "__metadata__"))
        {
            Metadata.Add(name, value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw new SafetensorsException(_file, $"text for __metadata__ '{name}'", value.ValueKind.ToString()));
        }
    }

    private SafetensorsEntry ReadEntry(string name, JsonElement element)
    {
        var members = Members(element, $"tensor '{name}'").ToDictionary();
        var type = Member(members, name, "dtype") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "no text";
        if (SafetensorsTypes.Find(type) is not { } found)
        {
            throw new SafetensorsException(_file, $"a dtype among {SafetensorsTypes.Names} for tensor '{name}'", $"'{type}'");
        }

        var shape = Numbers(Member(members, name, "shape"), $"shape of tensor '{name}'");
        var offsets = Numbers(Member(members, name, "data_offsets"), $"data_offsets of tensor '{name}'");
        if (shape.Count > MostDimensions)
        {
            throw new SafetensorsException(_file, $"at most {MostDimensions} dimensions of tensor '{name}'", $"{shape.Count}");
        }

        if (offsets is not [var start, var end] || end < start || end > _dataLength)
        {
            throw new SafetensorsException(
                _file, $"data_offsets [start, end] of tensor '{name}' within {_dataLength} bytes", $"[{string.Join(", ", offsets)}]");
        }

        if (Bytes(shape, found.Size) != end - start)
        {
            throw new SafetensorsException(
                _file, $"{end - start} bytes for tensor '{name}'", $"{type} of shape [{string.Join(", ", shape)}]");
        }

        return new SafetensorsEntry(name, found.Type, shape, start, end - start);
    }

    // -1 when the product overflows, also of the sizes beside a 0: libtorch computes strides from them.
    private static long Bytes(List<long> shape, int size)
    {
        try
        {
            checked
            {
                var product = shape.Aggregate((long)size, (bytes, side) => bytes * Math.Max(side, 1));
                return shape.Contains(0) ? 0 : product;
            }
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    private void CheckLayout()
    {
        Entries.Sort((a, b) => (a.Start, a.Length).CompareTo((b.Start, b.Length)));
        long next = 0;
        foreach (var entry in Entries)
        {
            if (entry.Start != next)
            {
                throw new SafetensorsException(
                    _file, $"tensor '{entry.Name}' at byte {next}, without gap or overlap", $"byte {entry.Start}");
            }

            next += entry.Length;
        }

        if (next != _dataLength)
        {
            throw new SafetensorsException(_file, $"{next} bytes of data", $"{_dataLength}");
        }
    }

    private IEnumerable<KeyValuePair<string, JsonElement>> Members(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new SafetensorsException(_file, $"a JSON object for {where}", element.ValueKind.ToString());
        }

        var names = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            yield return names.Add(member.Name)
                ? new(member.Name, member.Value)
                : throw new SafetensorsException(_file, $"every name once in {where}", $"'{member.Name}' twice");
        }
    }

    private JsonElement Member(Dictionary<string, JsonElement> members, string tensor, string name) =>
        members.TryGetValue(name, out var value) ? value : throw new SafetensorsException(_file, $"{name} of tensor '{tensor}'", "none");

    private List<long> Numbers(JsonElement element, string what)
    {
        var numbers = new List<long>();
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new SafetensorsException(_file, $"a list for the {what}", element.ValueKind.ToString());
        }

        foreach (var item in element.EnumerateArray())
        {
            numbers.Add(item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number >= 0
                ? number
                : throw new SafetensorsException(_file, $"whole numbers from 0 in the {what}", item.ToString()));
        }

        return numbers;
    }
}
