namespace InpaintLab.Data.Inspection;

/// <summary>Groups fingerprints that differ in few bits, without comparing each with each.</summary>
public static class NearDuplicates
{
    /// <summary>
    /// The groups, each of two indices or more in ascending order; a group holds what is connected by pairs within the distance.
    /// </summary>
    /// <param name="hashes">Fingerprints, see <see cref="PerceptualHash"/>.</param>
    /// <param name="distance">The most bits in which a pair may differ, 0 to 15.</param>
    public static IReadOnlyList<int[]> Find(IReadOnlyList<ulong> hashes, int distance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(distance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, 15);
        var parents = Enumerable.Range(0, hashes.Count).ToArray();
        for (var band = 0; band <= distance; band++)
        {
            var bits = Band(band, distance);
            foreach (var bucket in Enumerable.Range(0, hashes.Count).GroupBy(i => hashes[i] & bits).Select(g => g.ToArray()))
                Join(bucket, hashes, distance, parents);
        }

        return [.. Enumerable.Range(0, hashes.Count).GroupBy(i => Root(parents, i)).Select(g => g.ToArray()).Where(g => g.Length > 1)];
    }

    // Of distance + 1 bands of bits, at least one is equal in a pair that differs in at most that many bits.
    internal static ulong Band(int band, int distance)
    {
        var (from, to) = (64 * band / (distance + 1), 64 * (band + 1) / (distance + 1));
        return to - from == 64 ? ulong.MaxValue : ((1UL << (to - from)) - 1) << from;
    }

    private static void Join(int[] bucket, IReadOnlyList<ulong> hashes, int distance, int[] parents)
    {
        for (var i = 0; i < bucket.Length; i++)
        {
            for (var j = i + 1; j < bucket.Length; j++)
            {
                if (PerceptualHash.Distance(hashes[bucket[i]], hashes[bucket[j]]) <= distance)
                    parents[Root(parents, bucket[j])] = Root(parents, bucket[i]);
            }
        }
    }

    private static int Root(int[] parents, int i)
    {
        while (parents[i] != i)
            i = parents[i] = parents[parents[i]];
        return i;
    }
}
