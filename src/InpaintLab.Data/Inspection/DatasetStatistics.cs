using System.Collections.Concurrent;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Inspection;

/// <summary>One image file of a dataset.</summary>
/// <param name="Split">Its split.</param>
/// <param name="Image">Its name.</param>
public sealed record InspectedImage(string Split, string Image);

/// <summary>A file that is not a readable image.</summary>
/// <param name="Split">Its split.</param>
/// <param name="Image">Its name.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record BrokenImage(string Split, string Image, string Message);

/// <summary>Files with the same picture.</summary>
/// <param name="BetweenSplits">Whether they are in different splits, so that what is tested has been seen.</param>
/// <param name="Images">The files.</param>
public sealed record DuplicateGroup(bool BetweenSplits, IReadOnlyList<InspectedImage> Images);

/// <summary>How many files have one size.</summary>
/// <param name="Width">Px.</param>
/// <param name="Height">Px.</param>
/// <param name="Images">How many.</param>
public sealed record SizeCount(int Width, int Height, int Images);

/// <summary>What one split holds.</summary>
/// <param name="Split">Its name.</param>
/// <param name="Images">Files, broken ones included.</param>
/// <param name="Broken">Files that cannot be read.</param>
/// <param name="Grey">Files without colour: one channel, or three equal ones.</param>
/// <param name="Bytes">Of all files together.</param>
/// <param name="Sizes">The sizes of the readable files, the most frequent first.</param>
public sealed record SplitStatistics(string Split, int Images, int Broken, int Grey, long Bytes, IReadOnlyList<SizeCount> Sizes);

/// <summary>What a dataset of files holds, and what is wrong with it.</summary>
/// <param name="Splits">Counts and sizes.</param>
/// <param name="Broken">Files that cannot be read.</param>
/// <param name="Grey">Files without colour.</param>
/// <param name="ExactDuplicates">Groups of files of equal bytes.</param>
/// <param name="NearDuplicates">Groups of files of nearly equal pictures, exact duplicates counted once.</param>
public sealed record DatasetStatistics(
    IReadOnlyList<SplitStatistics> Splits,
    IReadOnlyList<BrokenImage> Broken,
    IReadOnlyList<InspectedImage> Grey,
    IReadOnlyList<DuplicateGroup> ExactDuplicates,
    IReadOnlyList<DuplicateGroup> NearDuplicates)
{
    /// <summary>Reads every file, on all cores.</summary>
    /// <param name="splits">The files of each split.</param>
    /// <param name="distance">In how many bits of 64 the fingerprints of near-duplicates may differ, 0 to 15.</param>
    /// <param name="progress">Called after each file with the number of files read, from several threads at once.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static DatasetStatistics Of(
        IReadOnlyList<(string Split, IReadOnlyList<ImageEntry> Files)> splits,
        int distance, Action<int> progress, CancellationToken cancellation)
    {
        var files = splits.SelectMany(s => s.Files.Select(f => (s.Split, Entry: f))).ToArray();
        var facts = new FileFacts[files.Length];
        var read = 0;
        // Batches of one file: sizes differ, and a range of large ones would keep one core busy alone.
        var batches = Partitioner.Create(Enumerable.Range(0, files.Length), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(batches, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            facts[i] = FileFacts.Of(files[i].Entry);
            progress(Interlocked.Increment(ref read));
        });

        InspectedImage Name(int i) => new(files[i].Split, files[i].Entry.Id);
        DuplicateGroup Group(IEnumerable<int> group)
        {
            var images = group.Select(Name).ToArray();
            return new DuplicateGroup(images.Select(i => i.Split).Distinct().Count() > 1, images);
        }

        var readable = Enumerable.Range(0, files.Length).Where(i => facts[i].Problem is null).ToArray();
        var equal = readable.GroupBy(i => facts[i].Sha256!).Select(g => g.ToArray()).ToArray();
        var single = Array.ConvertAll(equal, g => g[0]);
        var near = Inspection.NearDuplicates.Find(Array.ConvertAll(single, i => facts[i].Fingerprint), distance);
        var counts = new List<SplitStatistics>();
        foreach (var (split, entries) in splits)
        {
            var start = counts.Sum(c => c.Images);
            counts.Add(Count(split, facts[start..(start + entries.Count)]));
        }

        return new DatasetStatistics(
            counts,
            [.. Enumerable.Range(0, files.Length).Where(i => facts[i].Problem is not null)
                .Select(i => new BrokenImage(files[i].Split, files[i].Entry.Id, facts[i].Problem!))],
            [.. readable.Where(i => facts[i].IsGrey).Select(Name)],
            [.. equal.Where(g => g.Length > 1).Select(Group)],
            [.. near.Select(group => Group(group.Select(g => single[g])))]);
    }

    private static SplitStatistics Count(string split, FileFacts[] files)
    {
        var readable = files.Where(f => f.Problem is null).ToArray();
        var sizes = readable.GroupBy(f => f.Size)
            .Select(g => new SizeCount(g.Key.Width, g.Key.Height, g.Count()))
            .OrderByDescending(s => s.Images).ThenBy(s => s.Width).ThenBy(s => s.Height);
        return new SplitStatistics(
            split, files.Length, files.Length - readable.Length, readable.Count(f => f.IsGrey), files.Sum(f => f.Bytes), [.. sizes]);
    }
}
