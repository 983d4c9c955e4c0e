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
    // Of 500 pictures recompressed to quality 20, halved or brightened by 15 %, all lie within 12 bits and 99 % within 6; more would only
    // cost time.
    private const int Distance = 10;

    /// <summary>
    /// The leaks from each split into the later ones, in order of the images: for an image and a later split one pair, however many there
    /// are. A film has thousands of near frames, and one is reason enough.
    /// </summary>
    /// <param name="entries">All images.</param>
    /// <param name="image">The image of an entry, to look at it again.</param>
    public static IReadOnlyList<Leak> Find(IReadOnlyList<ManifestEntry> entries, Func<int, ImageEntry> image)
    {
        var readable = Enumerable.Range(0, entries.Count).Where(i => entries[i].Sha256 is not null).ToLookup(i => entries[i].Split);
        int[] train = [.. readable[Split.Train]], val = [.. readable[Split.Val]], test = [.. readable[Split.Test]];
        var leaks = Between(entries, image, train, val)
            .Concat(Between(entries, image, train, test))
            .OrderBy(leak => leak.First)
            .Concat(Between(entries, image, val, test));
        return
        [
            .. leaks.Select(
                leak => new Leak(
                    entries[leak.First].Split, entries[leak.First].Id, entries[leak.Other].Split, entries[leak.Other].Id, leak.IsExact)),
        ];
    }

    private static IEnumerable<(int First, int Other, bool IsExact)> Between(
        IReadOnlyList<ManifestEntry> entries, Func<int, ImageEntry> image, int[] first, int[] others)
    {
        var byContent = others.ToLookup(i => entries[i].Sha256!);
        int[] withHash = [.. others.Where(i => entries[i].Fingerprint is not null)];
        var near = new NearFingerprints(Array.ConvertAll(withHash, i => entries[i].Fingerprint!.Value), Distance);

        // One image may be near many: it is read once.
        var thumbnails = new ConcurrentDictionary<int, Lazy<Thumbnail>>();
        return first.AsParallel().AsOrdered().Select(Match).OfType<(int, int, bool)>();

        (int, int, bool)? Match(int i)
        {
            if (byContent[entries[i].Sha256!].Cast<int?>().FirstOrDefault() is { } same)
                return (i, same, true);
            if (entries[i].Fingerprint is not { } fingerprint)
                return null;
            var small = Lazily(i);
            foreach (var other in near.Of(fingerprint).Select(o => withHash[o]))
            {
                if (small.Value.IsNearly(thumbnails.GetOrAdd(other, Lazily).Value))
                    return (i, other, false);
            }

            return null;
        }

        Lazy<Thumbnail> Lazily(int i) => new(() => Thumbnail.Of(image(i).Read()));
    }
}
