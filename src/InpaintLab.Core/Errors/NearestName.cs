namespace InpaintLab.Core.Errors;

/// <summary>Finds the valid name that a mistyped one probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the smallest edit distance (Damerau-Levenshtein, case ignored), or null when none is close:
    /// at most a third of the longer word, and never less than two edits allowed.
    /// </summary>
    public static string? Of(string received, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = EditDistance(received.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        if (best is null)
            return null;
        var allowed = Math.Max(2, Math.Max(received.Length, best.Length) / 3);
        return bestDistance <= allowed && bestDistance < Math.Max(received.Length, best.Length) ? best : null;
    }

    /// <summary>
    /// For a file or folder that is missing, what may have been meant: " Did you mean 'DIR/NEAREST'?", else " (In 'DIR' there is no
    /// 'NAME'.)", DIR being the last folder of the path that exists; "" where there is none.
    /// </summary>
    public static string HintForPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(full);
        while (parent is not null && !Directory.Exists(parent))
            (full, parent) = (parent, Path.GetDirectoryName(parent));
        if (parent is null)
            return "";
        var siblings = Directory.EnumerateFileSystemEntries(parent).Select(Path.GetFileName).OfType<string>();
        var nearest = Of(Path.GetFileName(full), siblings.Order(StringComparer.Ordinal));
        return nearest is null
            ? $" (In '{parent}' there is no '{Path.GetFileName(full)}'.)"
            : $" Did you mean '{Path.Combine(parent, nearest)}'?";
    }

    private static int EditDistance(string a, string b)
    {
        // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost 1.
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + substitution);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
