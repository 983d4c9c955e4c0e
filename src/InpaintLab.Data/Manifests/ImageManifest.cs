using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Inspection;

namespace InpaintLab.Data.Manifests;

/// <summary>The images of a dataset by their contents, and which of them stand in two splits.</summary>
/// <param name="Entries">One for each file, in the order of splits and names.</param>
/// <param name="Leaks">Images that a later split has, too.</param>
public sealed record ImageManifest(IReadOnlyList<ManifestEntry> Entries, IReadOnlyList<Leak> Leaks)
{
    private const string Nothing = "-";

    /// <summary>
    /// SHA-256 (lower-case hexadecimal) of a line for each image: split, name and SHA-256 of the file, with tabs between. The perceptual
    /// hash is no part of it: it may differ in a bit between versions of a decoder.
    /// </summary>
    public string Hash { get; } = HashOf(Entries);

    /// <summary>The lines of <c>data manifest</c>: those of <see cref="Hash"/> with the perceptual hash as a fourth column.</summary>
    public IEnumerable<string> Lines() =>
        Entries.Select(e => $"{Line(e)}\t{e.Fingerprint?.ToString("x16", CultureInfo.InvariantCulture) ?? Nothing}");

    /// <summary>The same without the images that leak.</summary>
    public ImageManifest WithoutLeaks()
    {
        var leaking = Leaks.Select(leak => (leak.From, leak.Image)).ToHashSet();
        return leaking.Count == 0 ? this : new([.. Entries.Where(e => !leaking.Contains((e.Split, e.Id)))], []);
    }

    /// <summary>Reads every file, on all cores.</summary>
    /// <param name="splits">The files of each split.</param>
    /// <param name="progress">Called after each file with how many were read and how many there are, from several threads at once.</param>
    public static ImageManifest Of(IReadOnlyList<(Split Split, IReadOnlyList<ImageEntry> Files)> splits, Action<int, int>? progress)
    {
        var files = splits.SelectMany(s => s.Files.Select(file => (s.Split, Entry: file))).ToArray();
        var entries = new ManifestEntry[files.Length];
        var read = 0;

        // Batches of one file: sizes differ, and a range of large ones would keep one core busy alone.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, files.Length), EnumerablePartitionerOptions.NoBuffering), i =>
        {
            var facts = FileFacts.Of(files[i].Entry);
            entries[i] = new ManifestEntry(files[i].Split, files[i].Entry.Id, facts.Sha256, facts.IsFlat ? null : facts.Fingerprint);
            progress?.Invoke(Interlocked.Increment(ref read), files.Length);
        });
        return new ImageManifest(entries, LeakSearch.Find(entries, i => files[i].Entry));
    }

    /// <summary>Reads one line of <see cref="Lines"/>; null when it is none.</summary>
    internal static ManifestEntry? Parse(string line)
    {
        if (line.Split('\t') is not [var split, var id, var sha, var fingerprint]
            || !Enum.TryParse<Split>(split, ignoreCase: true, out var parsed))
        {
            return null;
        }

        ulong? bits = null;
        if (fingerprint != Nothing)
        {
            if (!ulong.TryParse(fingerprint, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
                return null;
            bits = value;
        }

        return new ManifestEntry(parsed, id, sha == Nothing ? null : sha, bits);
    }

    private static string HashOf(IReadOnlyList<ManifestEntry> entries)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
            sha.AppendData(Encoding.UTF8.GetBytes(Line(entry) + "\n"));
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static string Line(ManifestEntry entry) => $"{entry.Split.Name()}\t{entry.Id}\t{entry.Sha256 ?? Nothing}";
}
