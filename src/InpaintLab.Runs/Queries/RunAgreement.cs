namespace InpaintLab.Runs.Queries;

/// <summary>How far one series of two runs is the same.</summary>
/// <param name="Key">
/// The series; "MASKS/METRIC by image" for per-image results, "result KEY" for a result of the whole run, at step 0.
/// </param>
/// <param name="Values">Values that both have.</param>
/// <param name="Missing">Values that only one has.</param>
/// <param name="Different">Values that differ in at least one bit.</param>
/// <param name="LargestDifference">The largest absolute difference; infinite where one is a number and the other is not.</param>
/// <param name="FirstStep">The first step at which they differ, or only one has a value; null when none does.</param>
public sealed record SeriesAgreement(string Key, int Values, int Missing, int Different, double LargestDifference, long? FirstStep)
{
    /// <summary>Whether every value is there in both, bit for bit.</summary>
    public bool IsIdentical => Missing == 0 && Different == 0;
}

/// <summary>How far the logs of two runs of one spec are the same. Times and memory belong to the machine and are left out.</summary>
public static class RunAgreement
{
    /// <summary>One for each series, per-image result and result that either run has, in order of their keys.</summary>
    public static IReadOnlyList<SeriesAgreement> Of(RunLog first, RunLog second)
    {
        var (a, b) = (ValuesOf(first), ValuesOf(second));
        return
        [
            .. a.Keys.Union(b.Keys)
                .Order(StringComparer.Ordinal)
                .Select(key => Compare(key, a.GetValueOrDefault(key) ?? [], b.GetValueOrDefault(key) ?? [])),
        ];
    }

    private static Dictionary<string, Dictionary<(long Step, string What), double>> ValuesOf(RunLog log)
    {
        var values = new Dictionary<string, Dictionary<(long, string), double>>();
        foreach (var key in log.Keys.Where(
            k => !k.StartsWith("time/", StringComparison.Ordinal) && !k.StartsWith("memory/", StringComparison.Ordinal)))
        {
            foreach (var point in log.Series(key))
                Add(key, (point.Step, ""), point.Value);
        }

        foreach (var row in log.ImageRows())
            Add($"{row.MaskSet}/{row.Row.Metric} by image", (row.Step, $"{row.Row.ImageId}\n{row.Row.MaskId}"), row.Row.Value);
        foreach (var (key, value) in log.Summary)
            Add($"result {key}", (0, ""), value);
        return values;

        void Add(string key, (long, string) place, double value)
        {
            if (!values.TryGetValue(key, out var series))
                values[key] = series = [];
            series[place] = value;
        }
    }

    private static SeriesAgreement Compare(
        string key, Dictionary<(long Step, string What), double> first, Dictionary<(long Step, string What), double> second)
    {
        var common = first.Where(v => second.ContainsKey(v.Key)).ToList();
        var different = common.Where(v => BitConverter.DoubleToInt64Bits(v.Value) != BitConverter.DoubleToInt64Bits(second[v.Key]))
            .ToList();
        var missing = first.Keys.Where(k => !second.ContainsKey(k)).Concat(second.Keys.Where(k => !first.ContainsKey(k))).ToList();
        var steps = different.Select(v => v.Key.Step).Concat(missing.Select(k => k.Step)).ToList();
        return new SeriesAgreement(
            key,
            common.Count,
            missing.Count,
            different.Count,
            different.Select(v => Distance(v.Value, second[v.Key])).DefaultIfEmpty(0).Max(),
            steps.Count == 0 ? null : steps.Min());
    }

    private static double Distance(double a, double b)
    {
        if (a.Equals(b) || a == b)
            return 0; // two NaNs, or 0 and -0
        var distance = Math.Abs(a - b);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}
