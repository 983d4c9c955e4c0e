namespace InpaintLab.Training.Health;

/// <summary>One sign that training goes wrong, over the log lines of its last steps.</summary>
/// <param name="Name">A short, stable name, e.g. <c>discriminator-won</c>.</param>
/// <param name="Steps">How many steps must show the sign.</param>
/// <param name="Evidence">The sign in words and numbers, or null where it is not there.</param>
/// <param name="Advice">What to try, with keys of the spec.</param>
public sealed record HealthRule(string Name, long Steps, Func<HealthWindow, string?> Evidence, string Advice);

/// <summary>The last log lines of a run: for each series its values in order, all of the same steps.</summary>
/// <param name="values">Values by series; a series that a line lacks is missing altogether.</param>
public sealed class HealthWindow(IReadOnlyDictionary<string, double[]> values)
{
    /// <summary>Whether the series is there and every value of it has the property; NaN has none.</summary>
    public bool All(string key, Func<double, bool> property) => values.TryGetValue(key, out var series) && series.All(property);

    /// <summary>The mean of a series that is there.</summary>
    public double Mean(string key) => values[key].Average();

    /// <summary>Whether the series is there and all its values are within a share of each other.</summary>
    public bool IsStuck(string key, double share)
    {
        if (!values.TryGetValue(key, out var series))
            return false;
        var (least, most) = (series.Min(), series.Max());
        return most - least <= share * Math.Max(Math.Abs(least), Math.Abs(most));
    }
}

/// <summary>A rule's sign, seen.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Message">Evidence and advice in a sentence each.</param>
public sealed record HealthWarning(string Rule, string Message)
{
    /// <summary>The kind of the event in a run's log.</summary>
    public string Kind => HealthMonitor.EventPrefix + Rule;
}
