using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Torch.Pickle;

/// <summary>One tensor in a file.</summary>
/// <param name="Name">Its key; for nested dicts and lists the path to it, joined by dots.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its sizes.</param>
public sealed record TensorEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape);

/// <summary>
/// A file of tensors open for reading, whether safetensors or PyTorch's (<c>.pth</c>, <c>.pt</c>, <c>.bin</c>, <c>.ckpt</c>): its content
/// tells. Opening reads what is in it; tensors are read one by one when asked for.
/// </summary>
public abstract class TensorFile : IDisposable
{
    /// <summary>The path, or what the caller calls the stream.</summary>
    public abstract string Name { get; }

    /// <summary>All tensors, in the order of the file.</summary>
    public abstract IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Opens a file of either kind.</summary>
    /// <exception cref="PickleException">It is PyTorch's, and malformed or of more than tensors and plain containers.</exception>
    /// <exception cref="SafetensorsException">It is of neither kind, or malformed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TensorFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            Span<byte> start = stackalloc byte[4];
            var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            return PickleFile.Recognises(start[..read])
                ? PickleFile.Open(stream, path)
                : new SafetensorsSource(SafetensorsFile.Open(stream, path));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor. It belongs to the current dispose scope.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="device">Where it goes; the CPU by default.</param>
    /// <exception cref="IOException">There is no such tensor, or its data cannot be read.</exception>
    public abstract Tensor Read(string name, Device? device = null);

    /// <summary>Reads all tensors. They belong to the current dispose scope.</summary>
    /// <exception cref="IOException">Data cannot be read.</exception>
    public Dictionary<string, Tensor> ReadAll(Device? device = null) =>
        Entries.ToDictionary(entry => entry.Name, entry => Read(entry.Name, device));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected abstract void Dispose(bool disposing);

    private sealed class SafetensorsSource(SafetensorsFile file) : TensorFile
    {
        public override string Name => file.Name;

        public override IReadOnlyList<TensorEntry> Entries { get; } =
        [
            .. file.Entries.Select(e => new TensorEntry(e.Name, e.Type, e.Shape)),
        ];

        public override Tensor Read(string name, Device? device = null) => file.Read(name, device);

        protected override void Dispose(bool disposing) => file.Dispose();
    }
}
