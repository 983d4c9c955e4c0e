namespace InpaintLab.Reporting.Statistics;

/// <summary>Holm's step-down correction (1979): keeps the chance of any false finding among several tests below alpha.</summary>
public static class Holm
{
    /// <summary>
    /// The adjusted p-values in the order of <paramref name="p"/>: a test is significant at alpha where its own is below alpha.
    /// </summary>
    /// <param name="p">The p-values of all tests of one question, in [0, 1].</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        if (p.Any(value => !(value >= 0 && value <= 1)))
            throw new ArgumentException("expected p-values from 0 to 1", nameof(p));
        var adjusted = new double[p.Count];
        var greatest = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, p.Count).OrderBy(i => p[i]).Index())
        {
            greatest = Math.Max(greatest, Math.Min(1, (p.Count - rank) * p[index]));
            adjusted[index] = greatest;
        }

        return adjusted;
    }
}
