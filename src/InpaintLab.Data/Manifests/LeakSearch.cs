using System.Collections.Concurrent;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Inspection;

namespace InpaintLab.Data.Manifests;

/// <summary>
/// Finds images that stand in two splits: files of equal bytes, and pictures that are nearly equal. Of the latter, perceptual hashes only
/// propose; the pictures themselves, made small, decide, since faces and skies have like hashes without being the same.
/// </summary>
internal static class LeakSearch
{
    // Of 500 pictures recompressed to quality 20, halved or brightened by 15 %, all lie within 12 bits and 99 % within 6; more would only cost time.
    private const int Distance = 10;

    /// <summary>The leaks from each split into the later ones, in order of the images.</summary>
    /// <param name="entries">All images.</param>
    /// <param name="image">The image of an entry, to look at it again.</param>
    public static IReadOnlyList<Leak> Find(IReadOnlyList<ManifestEntry> entries, Func<int, ImageEntry> image)
    {
        var readable = Enumerable.Range(0, entries.Count).Where(i => entries[i].Sha256 is not null).ToLookup(i => entries[i].Split);
        int[] train = [.. readable[Split.Train]], val = [.. readable[Split.Val]], test = [.. readable[Split.Test]];
        return [.. Find(entries, image, train, [.. val, .. test]), .. Find(entries, image, val, test)];
    }

    private static IEnumerable<Leak> Find(IReadOnlyList<ManifestEntry> entries, Func<int, ImageEntry> image, int[] first, int[] others)
    {
        var byContent = others.ToLookup(i => entries[i].Sha256!);
        var found = first.SelectMany(f => byContent[entries[f].Sha256!].Select(o => (First: f, Other: o))).ToHashSet();

        int[] withHash = [.. first.Where(i => entries[i].Fingerprint is not null)], otherWithHash = [.. others.Where(i => entries[i].Fingerprint is not null)];
        var candidates = NearDuplicates.Between(
            Array.ConvertAll(withHash, i => entries[i].Fingerprint!.Value), Array.ConvertAll(otherWithHash, i => entries[i].Fingerprint!.Value), Distance);

        // One image may be near many, e.g. a frame of a film: it is read once.
        var thumbnails = new ConcurrentDictionary<int, Lazy<Thumbnail>>();
        Thumbnail Small(int i) => thumbnails.GetOrAdd(i, index => new Lazy<Thumbnail>(() => Thumbnail.Of(image(index).Read()))).Value;
        var near = candidates
            .Select(c => (First: withHash[c.First], Other: otherWithHash[c.Second]))
            .Where(pair => !found.Contains(pair))
            .AsParallel()
            .Where(pair => Small(pair.First).IsNearly(Small(pair.Other)))
            .ToList();
        return found.Select(pair => (pair.First, pair.Other, IsExact: true)).Concat(near.Select(pair => (pair.First, pair.Other, IsExact: false)))
            .OrderBy(leak => leak.First).ThenBy(leak => leak.Other)
            .Select(leak => new Leak(entries[leak.First].Split, entries[leak.First].Id, entries[leak.Other].Split, entries[leak.Other].Id, leak.IsExact));
    }
}
