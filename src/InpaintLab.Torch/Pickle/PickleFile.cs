using System.Buffers;
using static TorchSharp.torch;

namespace InpaintLab.Torch.Pickle;

/// <summary>
/// A file written by PyTorch's <c>torch.save</c>, in its zip format or the one before 1.6. A pickle is a program; this one runs nothing but
/// what makes tensors and plain containers (<see cref="PickleGlobals"/>), and refuses the file otherwise, so any file may be opened.
/// Memory is bounded by the file's length. Optimiser states and other values beside tensors are passed over.
/// </summary>
public sealed class PickleFile : TensorFile
{
    // Views may share a storage, so tensors may together be larger than their file; a made-up file could have any number of views.
    private const long MostCopies = 8;
    private const long AlwaysAllowed = 1 << 20;
    private readonly StorageFile _storages;
    private readonly Dictionary<string, PickleTensor> _tensors;

    private PickleFile(StorageFile storages, string file, List<(string Name, PickleTensor Tensor)> tensors)
    {
        _storages = storages;
        Name = file;
        _tensors = tensors.ToDictionary(t => t.Name, t => t.Tensor);
        Entries = [.. tensors.Select(t => new TensorEntry(t.Name, t.Tensor.Storage.Type, t.Tensor.Shape))];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Whether a file that begins so is PyTorch's, or a zip archive.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith("PK"u8) || start is [0x80, >= 2 and <= 5, ..];

    /// <summary>Reads the structure of a stream that can seek, from its beginning.</summary>
    /// <param name="stream">The stream; disposed with this object unless <paramref name="leaveOpen"/>.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="leaveOpen">Whether the stream stays open.</param>
    /// <exception cref="PickleException">It is malformed, or of more than tensors and plain containers.</exception>
    public static PickleFile Open(Stream stream, string name, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Position = 0;
        Span<byte> start = stackalloc byte[2];
        var isZip = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.StartsWith("PK"u8);
        stream.Position = 0;
        return Guard(
            name,
            () => Create(isZip ? new ZipStorages(stream, name, leaveOpen) : new LegacyStorages(stream, name, leaveOpen), stream, name));
    }

    /// <inheritdoc/>
    public override Tensor Read(string name, Device? device = null)
    {
        if (!_tensors.TryGetValue(name, out var source))
        {
            throw new PickleException(Name, $"a tensor named '{name}'", $"{Entries.Count} tensors of other names");
        }

        var bytes = source.Extent * PickleGlobals.SizeOf(source.Storage.Type);
        if (Math.Max(bytes, BytesOf(source)) > int.MaxValue)
        {
            throw new PickleException(Name, $"at most {int.MaxValue} bytes for tensor '{name}'", $"{bytes}");
        }

        var tensor = empty(source.Shape, dtype: source.Storage.Type);
        try
        {
            Guard(Name, () => Fill(tensor, source));
        }
        catch
        {
            tensor.Dispose();
            throw;
        }

        return device is null || device.type == TorchSharp.DeviceType.CPU ? tensor : tensor.to(device, disposeAfter: true);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _storages.Dispose();

    private static PickleFile Create(StorageFile storages, Stream stream, string name)
    {
        var tensors = StateDict.Flatten(storages.LoadPickle(), name);
        var allowed = (MostCopies * stream.Length) + AlwaysAllowed;
        foreach (var (key, tensor) in tensors)
        {
            storages.Check(tensor.Storage);
            if ((allowed -= BytesOf(tensor)) < 0)
            {
                throw new PickleException(
                    name, $"tensors of at most {MostCopies} times the file's size", $"more, with '{PickleInput.Printable(key)}'");
            }
        }

        return new PickleFile(storages, name, tensors);
    }

    private static long BytesOf(PickleTensor tensor) => tensor.Count * PickleGlobals.SizeOf(tensor.Storage.Type);

    // Archives that are damaged make System.IO.Compression throw any of these.
    private static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new PickleException(file, "an archive that is whole", $"a damaged one ({e.Message})", e);
        }
    }

    private bool Fill(Tensor tensor, PickleTensor source)
    {
        if (source.Extent == 0)
        {
            return true;
        }

        var size = PickleGlobals.SizeOf(source.Storage.Type);
        var start = (source.Storage.First + source.Offset) * size;
        if (source.IsContiguous)
        {
            _storages.Read(source.Storage, start, tensor.bytes);
        }
        else
        {
            var range = ArrayPool<byte>.Shared.Rent((int)(source.Extent * size));
            try
            {
                _storages.Read(source.Storage, start, range.AsSpan(0, (int)(source.Extent * size)));
                Gather(range, tensor.bytes, source, size);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(range);
            }
        }

        // Any other byte in a bool is undefined behaviour in the kernels that use it.
        if (source.Storage.Type == ScalarType.Bool && tensor.bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is var place and >= 0)
        {
            throw new PickleException(Name, "0 or 1 in a tensor of type bool", $"{tensor.bytes[place]}");
        }

        return true;
    }

    // Writes the elements in the order of their indices.
    private static void Gather(ReadOnlySpan<byte> range, Span<byte> target, PickleTensor source, int size)
    {
        var (shape, strides) = (source.Shape, source.Strides);
        var index = new long[shape.Length];
        long from = 0;
        for (var to = 0; to < target.Length; to += size)
        {
            range.Slice((int)from * size, size).CopyTo(target[to..]);
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                from += strides[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                from -= index[d] * strides[d];
                index[d] = 0;
            }
        }
    }
}
