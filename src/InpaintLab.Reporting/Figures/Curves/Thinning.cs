namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>
/// Fewer points for the same picture: the first, the last, and of each of many equal spans the lowest and the highest (after M4, Jugel et
/// al., VLDB 2014, without each span's ends), so that no peak is lost where a curve has more points than a page has dots. A span with
/// values that are not finite keeps one of them: gaps stay gaps.
/// </summary>
internal static class Thinning
{
    /// <summary>The places of the points that are drawn, ascending; all of them where there are few.</summary>
    /// <param name="values">The values.</param>
    /// <param name="most">How many are kept at most, at least 5.</param>
    public static int[] Places(ReadOnlySpan<double> values, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 5);
        if (values.Length <= most)
            return [.. Enumerable.Range(0, values.Length)];
        var spans = (most - 2) / (AreFinite(values) ? 2 : 3);
        var kept = new List<int>(most) { 0 };
        for (var span = 0; span < spans; span++)
        {
            var (begin, end) = ((int)((long)span * values.Length / spans), (int)((long)(span + 1) * values.Length / spans));
            var (low, high, gap) = (-1, -1, -1);
            for (var i = begin; i < end; i++)
            {
                if (!double.IsFinite(values[i]))
                {
                    gap = i;
                    continue;
                }

                if (low < 0 || values[i] < values[low])
                    low = i;
                if (high < 0 || values[i] > values[high])
                    high = i;
            }

            int[] places = [low, high, gap];
            Array.Sort(places);
            foreach (var place in places)
                Add(place);
        }

        Add(values.Length - 1);
        return [.. kept];

        void Add(int place)
        {
            if (place > kept[^1])
                kept.Add(place);
        }
    }

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }
}
