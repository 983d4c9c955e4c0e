namespace InpaintLab.Torch.Pickle;

/// <summary>Where the numbers of a file lie, whichever its format.</summary>
internal abstract class StorageFile(string file) : IDisposable
{
    /// <summary>The path, or what the caller calls the stream.</summary>
    protected string File { get; } = file;

    /// <summary>The saved object; storages can be asked for when it is read.</summary>
    /// <exception cref="PickleException">It is malformed, or not of plain data.</exception>
    internal abstract object? LoadPickle();

    /// <summary>Refuses a storage that the file lacks, or of which it holds too few bytes.</summary>
    /// <exception cref="PickleException">It does.</exception>
    internal void Check(PickleStorage storage)
    {
        long needed;
        try
        {
            needed = checked((storage.First + storage.Count) * PickleGlobals.SizeOf(storage.Type));
        }
        catch (OverflowException)
        {
            needed = long.MaxValue;
        }

        if (Bytes(storage.Key) is var held && held < needed)
        {
            var found = held < 0 ? "none" : $"{held} bytes";
            throw new PickleException(File, $"{needed} bytes in storage '{PickleInput.Printable(storage.Key)}'", found);
        }
    }

    /// <summary>Fills <paramref name="target"/> with the bytes of a storage from <paramref name="start"/> on.</summary>
    /// <exception cref="PickleException">The file ends before.</exception>
    internal void Read(PickleStorage storage, long start, Span<byte> target)
    {
        if (Copy(storage.Key, start, target) < target.Length)
        {
            throw new PickleException(
                File, $"{target.Length} bytes in storage '{PickleInput.Printable(storage.Key)}'", "the end of the file");
        }
    }

    public abstract void Dispose();

    /// <summary>Bytes in a storage; -1 when there is none.</summary>
    protected abstract long Bytes(string key);

    /// <summary>Reads as <see cref="Read"/>; returns how many bytes there were.</summary>
    protected abstract int Copy(string key, long start, Span<byte> target);
}
