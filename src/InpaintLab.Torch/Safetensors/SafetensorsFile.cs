using static TorchSharp.torch;

namespace InpaintLab.Torch.Safetensors;

/// <summary>
/// A safetensors file open for reading. Opening it reads and checks the header only; tensors are read one by one when asked for.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly SafetensorsHeader _header;
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private SafetensorsFile(Stream stream, string file, bool leaveOpen)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        Name = file;
        _header = SafetensorsHeader.Read(stream, file);
        _byName = _header.Entries.ToDictionary(entry => entry.Name);
    }

    /// <summary>The path, or what the caller calls the stream.</summary>
    public string Name { get; }

    /// <summary>Free text by key, as it was written.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>All tensors in the order of the data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _header.Entries;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SafetensorsException">The file is malformed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return new SafetensorsFile(stream, path, leaveOpen: false);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Checks the header of a stream that can seek; it starts at the stream's beginning.</summary>
    /// <param name="stream">The stream; disposed with this object unless <paramref name="leaveOpen"/>.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="leaveOpen">Whether the stream stays open.</param>
    /// <exception cref="SafetensorsException">The stream is malformed.</exception>
    public static SafetensorsFile Open(Stream stream, string name, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Position = 0;
        return new SafetensorsFile(stream, name, leaveOpen);
    }

    /// <summary>Opens a file, reads all tensors onto the CPU and closes it.</summary>
    /// <exception cref="SafetensorsException">The file is malformed.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using var file = Open(path);
        return file.ReadAll();
    }

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Reads one tensor. It belongs to the current dispose scope.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="device">Where it goes; the CPU by default.</param>
    /// <exception cref="SafetensorsException">There is no such tensor, or its data cannot be read.</exception>
    public Tensor Read(string name, Device? device = null)
    {
        if (!_byName.TryGetValue(name, out var entry))
        {
            throw new SafetensorsException(Name, $"a tensor named '{name}'", $"{Entries.Count} tensors of other names");
        }

        if (entry.Length > int.MaxValue)
        {
            throw new SafetensorsException(Name, $"at most {int.MaxValue} bytes for tensor '{name}'", $"{entry.Length}");
        }

        var tensor = empty([.. entry.Shape], dtype: entry.Type);
        try
        {
            Fill(tensor, entry);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }

        return device is null || device.type == TorchSharp.DeviceType.CPU ? tensor : tensor.to(device, disposeAfter: true);
    }

    /// <summary>Reads all tensors. They belong to the current dispose scope.</summary>
    /// <exception cref="SafetensorsException">Data cannot be read.</exception>
    public Dictionary<string, Tensor> ReadAll(Device? device = null) =>
        Entries.ToDictionary(entry => entry.Name, entry => Read(entry.Name, device));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private void Fill(Tensor tensor, SafetensorsEntry entry)
    {
        if (entry.Length == 0)
        {
            return;
        }

        var bytes = tensor.bytes;
        _stream.Position = _header.DataStart + entry.Start;
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new SafetensorsException(Name, $"{entry.Length} bytes for tensor '{entry.Name}'", "the end of the file");
        }

        // Any other byte in a bool is undefined behaviour in the kernels that use it.
        if (entry.Type == ScalarType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is var place and >= 0)
        {
            throw new SafetensorsException(Name, $"0 or 1 in tensor '{entry.Name}'", $"{bytes[place]}");
        }
    }
}
