using System.IO.Compression;

namespace InpaintLab.Torch.Pickle;

/// <summary>
/// The format since PyTorch 1.6: a zip archive with <c>NAME/data.pkl</c> and one entry <c>NAME/data/KEY</c> for each storage, none of them
/// compressed (compressed ones are refused: PyTorch writes none, and they could expand without bound).
/// </summary>
internal sealed class ZipStorages : StorageFile
{
    private const string PickleName = "/data.pkl";
    private const int SkippedAtOnce = 1 << 16;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private readonly long _length;
    private readonly string _root;
    private Reading? _current;

    internal ZipStorages(Stream stream, string file, bool leaveOpen)
        : base(file)
    {
        _length = stream.Length;
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen);
        foreach (var entry in _archive.Entries)
        {
            _entries.TryAdd(entry.FullName, entry);
        }

        _root = _entries.Keys.FirstOrDefault(
            n => n.EndsWith(PickleName, StringComparison.Ordinal) && n.Count(c => c == '/') == 1)?[..^PickleName.Length]
            ?? throw new PickleException(file, "an entry NAME/data.pkl", "a zip archive without one");
        if (_entries.ContainsKey(_root + "/constants.pkl"))
        {
            throw new PickleException(file, "weights (in Python: torch.save(model.state_dict(), path))", "a TorchScript program");
        }
    }

    internal override object? LoadPickle()
    {
        CheckByteOrder();
        var entry = _entries[_root + PickleName];
        using var stream = new BufferedStream(Open(entry));
        return Unpickler.Load(new PickleInput(stream, entry.Length, File));
    }

    protected override long Bytes(string key) =>
        _entries.TryGetValue($"{_root}/data/{key}", out var entry) ? CheckStored(entry).Length : -1;

    protected override int Copy(string key, long start, Span<byte> target)
    {
        // Entries can only be read forwards. Views of one storage mostly follow each other, so its stream is kept.
        if (_current?.Key != key || _current.Position > start)
        {
            _current?.Stream.Dispose();
            _current = new Reading(key, Open(_entries[$"{_root}/data/{key}"]));
        }

        _current.SkipTo(start);
        return _current.Read(target);
    }

    public override void Dispose()
    {
        _current?.Stream.Dispose();
        _archive.Dispose();
    }

    private void CheckByteOrder()
    {
        if (_entries.TryGetValue(_root + "/byteorder", out var entry))
        {
            using var stream = Open(entry);
            using var reader = new StreamReader(stream);
            var order = new char[8];
            var text = new string(order, 0, reader.ReadBlock(order));
            if (text != "little")
            {
                throw new PickleException(File, "the byte order 'little'", $"'{PickleInput.Printable(text)}'");
            }
        }
    }

    private Stream Open(ZipArchiveEntry entry) => CheckStored(entry).Open();

    private ZipArchiveEntry CheckStored(ZipArchiveEntry entry) =>
        entry.CompressedLength == entry.Length && entry.Length >= 0 && entry.Length <= _length
            ? entry
            : throw new PickleException(
                File, $"'{PickleInput.Printable(entry.FullName)}' as PyTorch writes it, not compressed",
                $"{entry.Length} bytes in {entry.CompressedLength}");

    /// <summary>An entry that was read up to a place.</summary>
    private sealed class Reading(string key, Stream stream)
    {
        public string Key { get; } = key;

        public Stream Stream { get; } = stream;

        public long Position { get; private set; }

        public int Read(Span<byte> target)
        {
            var read = Stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            Position += read;
            return read;
        }

        public void SkipTo(long place)
        {
            var block = new byte[Math.Min(place - Position, SkippedAtOnce)];
            while (Position < place && Read(block.AsSpan(0, (int)Math.Min(place - Position, block.Length))) > 0)
            {
                // Read moves the position.
            }
        }
    }
}
