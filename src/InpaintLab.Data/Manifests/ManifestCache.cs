using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Manifests;

/// <summary>
/// Manifests on disk, so that a dataset is read once and not by every run: one text file for each set of files, known by their paths,
/// lengths and times. What cannot be read is made again. Deleting the folder costs time and nothing else.
/// </summary>
/// <param name="folder">The folder; made when first written to.</param>
public sealed class ManifestCache(string folder)
{
    private const string FirstLine = "inpaintlab-manifest-2";

    /// <summary>The user's: <c>inpaintlab/manifests</c> in <c>XDG_CACHE_HOME</c>, else in <c>~/.cache</c>.</summary>
    public static ManifestCache Default() => new(CacheFolder.Of("manifests"));

    /// <summary>The manifest of files as they are now.</summary>
    /// <param name="splits">The files of each split.</param>
    /// <param name="progress">Called while files are read, see <see cref="ImageManifest.Of"/>; not when the cache has the manifest.</param>
    public ImageManifest Get(IReadOnlyList<(Split Split, IReadOnlyList<ImageEntry> Files)> splits, Action<int, int>? progress)
    {
        var key = KeyOf(splits);
        var path = Path.Combine(folder, $"{key}.tsv");
        if (Read(path, splits.Sum(s => s.Files.Count)) is { } kept)
            return kept;
        var manifest = ImageManifest.Of(splits, progress);
        Write(path, manifest);
        return manifest;
    }

    private static string KeyOf(IReadOnlyList<(Split Split, IReadOnlyList<ImageEntry> Files)> splits)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (split, files) in splits)
        {
            foreach (var entry in files)
                sha.AppendData(Encoding.UTF8.GetBytes($"{split.Name()}\t{entry.Id}\t{entry.State}\n"));
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset())[..32];
    }

    // Its own hash ends the file: half a file, or one that was edited, is none.
    private static ImageManifest? Read(string path, int images)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length < images + 2 || lines[0] != FirstLine || lines[^1] != HashOf(lines[..^1]))
                return null;
            var entries = lines[1..(images + 1)].Select(ImageManifest.Parse).ToArray();
            var leaks = lines[(images + 1)..^1].Select(ParseLeak).ToArray();
            return entries.Contains(null) || leaks.Contains(null) ? null : new ImageManifest(entries!, leaks!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A cache that cannot be written is no reason to fail.
    private static void Write(string path, ImageManifest manifest)
    {
        string[] lines =
        [
            FirstLine,
            .. manifest.Lines(),
            .. manifest.Leaks.Select(l => $"{l.From.Name()}\t{l.Image}\t{l.Split.Name()}\t{l.Other}\t{l.IsExact}"),
        ];
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(temporary, [.. lines, HashOf(lines)]);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    private static Leak? ParseLeak(string line) =>
        line.Split('\t') is [var first, var image, var second, var other, var exact]
        && Enum.TryParse<Split>(first, ignoreCase: true, out var from)
        && Enum.TryParse<Split>(second, ignoreCase: true, out var split)
        && bool.TryParse(exact, out var isExact)
            ? new Leak(from, image, split, other, isExact)
            : null;

    private static string HashOf(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
