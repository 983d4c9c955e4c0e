using InpaintLab.Runs.Log;

namespace InpaintLab.Runs;

/// <summary>
/// Words that a user gives to a run, to find it again: events of the log, so that they survive, travel and are indexed as everything else.
/// </summary>
public static class RunTags
{
    private const string Added = "tag-added";
    private const string Removed = "tag-removed";

    /// <summary>Whether a word can be one: letters, digits and <c>- _ . / : +</c>.</summary>
    public static bool IsTag(string word) =>
        word.Length is > 0 and <= 100 && word.All(c => char.IsLetterOrDigit(c) || "-_./:+".Contains(c));

    /// <summary>The tags of a run, sorted.</summary>
    /// <param name="events">Its events in their order.</param>
    public static IReadOnlyList<string> Of(IEnumerable<EventRecord> events)
    {
        SortedSet<string>? tags = null;
        foreach (var e in events)
        {
            if (e.Kind == Added)
                (tags ??= new(StringComparer.Ordinal)).Add(e.Message);
            else if (e.Kind == Removed)
                tags?.Remove(e.Message);
        }

        return tags is null ? [] : [.. tags];
    }

    /// <summary>Gives a run tags and takes some away.</summary>
    /// <exception cref="ArgumentException">A word cannot be a tag.</exception>
    public static void Change(RunWriter writer, IEnumerable<string> added, IEnumerable<string> removed)
    {
        foreach (var (kind, tag) in added.Select(tag => (Added, tag)).Concat(removed.Select(tag => (Removed, tag))))
        {
            if (!IsTag(tag))
                throw new ArgumentException($"not a tag: '{tag}'", nameof(added));
            writer.LogEvent(EventLevel.Info, kind, tag);
        }

        writer.Commit();
    }
}
