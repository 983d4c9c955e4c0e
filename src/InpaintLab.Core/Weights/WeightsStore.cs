using System.Security.Cryptography;
using InpaintLab.Core.Errors;

namespace InpaintLab.Core.Weights;

/// <summary>
/// The folder of weights files. A file is in it only after its hash was found right, and its hash is computed again whenever it is asked
/// for: results depend on these files, and a file on a disk can change.
/// </summary>
/// <param name="folder">The folder; made when first written to.</param>
/// <param name="entries">What may lie in it; the whole catalogue by default.</param>
public sealed class WeightsStore(string folder, IReadOnlyList<WeightsEntry>? entries = null)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "INPAINTLAB_WEIGHTS";

    private const int BlockBytes = 1 << 20;

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>What may lie in it.</summary>
    public IReadOnlyList<WeightsEntry> Entries { get; } = entries ?? WeightsCatalogue.Entries;

    /// <summary>
    /// The user's store: <see cref="Variable"/>'s value, else <c>inpaintlab/weights</c> in <c>XDG_CACHE_HOME</c>, else in <c>~/.cache</c>.
    /// </summary>
    public static WeightsStore Default() => new(DefaultFolder());

    /// <summary>The entry of that name.</summary>
    /// <exception cref="UserErrorException">There is none; names the nearest.</exception>
    public WeightsEntry Entry(string name) =>
        Entries.FirstOrDefault(e => e.Name == name) ?? throw UserErrorException.UnknownName("weights", name, Entries.Select(e => e.Name));

    /// <summary>Where the file of an entry lies, or would.</summary>
    public string PathOf(WeightsEntry entry) => Path.Combine(Folder, entry.FileName);

    /// <summary>The file of those weights, its hash verified, or null when it is not in the store.</summary>
    /// <exception cref="UserErrorException">The name is unknown, or the file is damaged.</exception>
    public string? Find(string name)
    {
        var entry = Entry(name);
        var path = PathOf(entry);
        return State(entry) switch
        {
            WeightsState.Absent => null,
            WeightsState.Present => path,
            _ => throw new UserErrorException(
                $"{path}: damaged: expected SHA-256 {entry.Sha256}, found {HashOf(path)}. Remove it and get it again: inpaintlab weights "
                    + $"fetch {name}"),
        };
    }

    /// <summary>As <see cref="Find"/>, for those who cannot go on without.</summary>
    /// <exception cref="UserErrorException">The file is not there, or damaged; says how to get it.</exception>
    public string Require(string name)
    {
        if (Find(name) is { } path)
            return path;
        var entry = Entry(name);
        throw new UserErrorException($"weights '{name}' are not in {Folder}. " + (entry.ImportOnly
            ? $"They were converted from {entry.Url} and cannot be fetched: inpaintlab weights import {entry.FileName}"
            : $"Get them with: inpaintlab weights fetch {name}, or, where there is no network, download {entry.Url} elsewhere and: "
                + "inpaintlab weights import FILE"));
    }

    /// <summary>Whether the file is there and whole; computes its hash.</summary>
    public WeightsState State(WeightsEntry entry)
    {
        var path = PathOf(entry);
        if (!File.Exists(path))
            return WeightsState.Absent;
        return new FileInfo(path).Length == entry.Size && HashOf(path) == entry.Sha256 ? WeightsState.Present : WeightsState.Damaged;
    }

    /// <summary>Copies a file of the user's into the store, under the entry whose hash it has.</summary>
    /// <param name="file">The file; its name does not matter.</param>
    /// <param name="name">The entry it must be; null: whichever it is.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="UserErrorException">There is no such file, or its hash is not the entry's; the store is as it was.</exception>
    public WeightsEntry Import(string file, string? name = null)
    {
        if (!File.Exists(file))
            throw new UserErrorException($"{file}: there is no such file");
        var wanted = name is null ? Entries.FirstOrDefault(e => e.FileName == Path.GetFileName(file)) : Entry(name);
        var hash = HashOf(file);
        var entry = Entries.FirstOrDefault(e => e.Sha256 == hash && (name is null || e.Name == name))
            ?? throw new UserErrorException(wanted is null
                ? $"{file}: its SHA-256, {hash}, is that of no known weights ({string.Join(", ", Entries.Select(e => e.Name))})"
                : $"{file}: expected the SHA-256 of '{wanted.Name}', {wanted.Sha256}, found {hash}");
        using var source = File.OpenRead(file);
        Add(entry, source, null, default);
        return entry;
    }

    /// <summary>Writes an entry's file: under a temporary name, hashed on the way, and renamed only when size and hash are right.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="source">The content; read to its end, or to one byte more than the entry has.</param>
    /// <param name="progress">Is told the number of bytes so far.</param>
    /// <param name="stop">Asks it to end; nothing is left behind.</param>
    /// <exception cref="UserErrorException">The content is not the entry's; the store is as it was.</exception>
    public void Add(WeightsEntry entry, Stream source, Action<long>? progress, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        var path = PathOf(entry);
        var temporary = Path.Combine(Folder, $".{entry.FileName}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                var (length, hash) = Copy(source, target, entry.Size, progress, stop);
                if (length != entry.Size)
                {
                    var found = length > entry.Size ? "more" : $"{length}";
                    throw new UserErrorException($"weights '{entry.Name}': expected {entry.Size} bytes, received {found}");
                }

                if (hash != entry.Sha256)
                    throw new UserErrorException($"weights '{entry.Name}': expected SHA-256 {entry.Sha256}, received {hash}");
                target.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    public static string HashOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static (long Length, string Hash) Copy(Stream source, Stream target, long most, Action<long>? progress, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockBytes];
        long length = 0;
        int read;
        while (length <= most && (read = source.Read(block)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
            target.Write(block, 0, read);
            length += read;
            progress?.Invoke(length);
        }

        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string DefaultFolder() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : CacheFolder.Of("weights");
}

/// <summary>What the store has of one entry.</summary>
public enum WeightsState
{
    /// <summary>There is no file.</summary>
    Absent,

    /// <summary>The file has the right hash.</summary>
    Present,

    /// <summary>There is a file of that name with another hash.</summary>
    Damaged,
}
