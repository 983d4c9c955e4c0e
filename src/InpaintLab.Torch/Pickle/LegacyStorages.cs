using System.Buffers.Binary;
using System.Numerics;

namespace InpaintLab.Torch.Pickle;

/// <summary>
/// The format before PyTorch 1.6: five pickles one after another (magic number, version, the writer's machine, the object, the keys of its
/// storages), then each storage in that order as its number of elements, in 8 bytes, and the elements.
/// </summary>
internal sealed class LegacyStorages : StorageFile
{
    private const long Version = 1001;
    private const int CountBytes = 8;
    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", System.Globalization.NumberStyles.HexNumber);
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly Dictionary<string, (long Start, long Length)> _places = [];

    internal LegacyStorages(Stream stream, string file, bool leaveOpen)
        : base(file)
    {
        _leaveOpen = leaveOpen;
        _stream = leaveOpen ? stream : new BufferedStream(stream);
    }

    internal override object? LoadPickle()
    {
        if (Next() is not BigInteger magic || magic != Magic || Next() is not Version)
        {
            throw new PickleException(File, "PyTorch's magic number and version 1001", "another pickle");
        }

        if (Next() is not PickleDict machine || !machine.Exists(item => item is { Key: "little_endian", Value: true }))
        {
            throw new PickleException(File, "numbers in little-endian order", "another order, or none named");
        }

        var input = NextInput();
        var root = Unpickler.Load(input);
        if (Next() is not List<object?> keys || !keys.TrueForAll(k => k is string))
        {
            throw new PickleException(File, "a list of storages", "something else");
        }

        Locate(keys.ConvertAll(k => (string)k!), input.ElementSizes);
        return root;
    }

    protected override long Bytes(string key) => _places.TryGetValue(key, out var place) ? place.Length : -1;

    protected override int Copy(string key, long start, Span<byte> target)
    {
        _stream.Position = _places[key].Start + start;
        return _stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
    }

    public override void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    // The file says only the number of elements of each.
    private void Locate(List<string> keys, Dictionary<string, int> sizes)
    {
        Span<byte> prefix = stackalloc byte[CountBytes];
        foreach (var key in keys)
        {
            if (!sizes.TryGetValue(key, out var size))
            {
                throw new PickleException(File, $"a use of storage '{PickleInput.Printable(key)}'", "none, so that its type is not known");
            }

            var got = _stream.ReadAtLeast(prefix, CountBytes, throwOnEndOfStream: false);
            var count = got < CountBytes ? -1 : BinaryPrimitives.ReadInt64LittleEndian(prefix);
            var start = _stream.Position;
            if (count < 0 || count > (_stream.Length - start) / size || !_places.TryAdd(key, (start, count * size)))
            {
                throw new PickleException(
                    File, $"storage '{PickleInput.Printable(key)}', once, in the {_stream.Length - start} bytes left",
                    $"{count} elements of {size} bytes");
            }

            _stream.Position = start + (count * size);
        }
    }

    private object? Next() => Unpickler.Load(NextInput());

    private PickleInput NextInput() => new(_stream, _stream.Length - _stream.Position, File);
}
