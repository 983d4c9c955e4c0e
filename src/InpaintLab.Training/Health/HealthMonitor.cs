using InpaintLab.Core.Specs;
using InpaintLab.Runs;

namespace InpaintLab.Training.Health;

/// <summary>
/// Watches the logged means of a run for signs that training goes wrong (<see cref="HealthRules"/>). A rule warns once when its sign has
/// been there for all of its steps, and again only after it had gone. It looks at numbers that are logged anyway and changes nothing.
/// </summary>
public sealed class HealthMonitor
{
    /// <summary>How the kinds of its events begin in a run's log.</summary>
    public const string EventPrefix = "health/";

    // A window of fewer lines would be a snapshot.
    private const int LeastLines = 3;

    private readonly IReadOnlyList<HealthRule> _rules;
    private readonly HashSet<string> _warned = [];
    private readonly List<(long Step, IReadOnlyDictionary<string, double> Means)> _lines = [];

    /// <summary>A monitor with the rules for a spec.</summary>
    public HealthMonitor(ExperimentSpec spec)
        : this(HealthRules.Of(spec))
    {
    }

    /// <summary>A monitor with rules of one's own.</summary>
    public HealthMonitor(IReadOnlyList<HealthRule> rules) => _rules = rules;

    /// <summary>Takes a log line in and returns the warnings that it completes.</summary>
    /// <param name="step">Updates made.</param>
    /// <param name="means">Means since the line before, by series.</param>
    public IReadOnlyList<HealthWarning> Observe(long step, IReadOnlyList<(string Key, double Mean)> means)
    {
        _lines.Add((step, means.ToDictionary(m => m.Key, m => m.Mean)));
        var warnings = new List<HealthWarning>();
        foreach (var rule in _rules)
        {
            if (Seen(rule, step) is not { } evidence)
                _warned.Remove(rule.Name);
            else if (_warned.Add(rule.Name))
                warnings.Add(new HealthWarning(rule.Name, $"{rule.Name}: for the last {rule.Steps} steps {evidence}. Try {rule.Advice}."));
        }

        // What no rule looks back to any more; the line before its window is kept, which tells that the window is full.
        var longest = _rules.Max(r => r.Steps);
        var old = _lines.FindLastIndex(l => l.Step <= step - longest);
        if (old > 0)
            _lines.RemoveRange(0, old);
        return warnings;
    }

    /// <summary>Takes the lines of a log up to a step in, silently: a resumed run has warned of them already.</summary>
    public void Replay(RunLog log, long lastStep)
    {
        var points = log.Keys
            .Where(key => key.StartsWith("loss/", StringComparison.Ordinal) || key.StartsWith("health/", StringComparison.Ordinal))
            .SelectMany(key => log.Series(key).Where(p => p.Step <= lastStep).Select(p => (p.Step, key, p.Value)));
        foreach (var line in points.GroupBy(p => p.Step).OrderBy(l => l.Key))
            Observe(line.Key, [.. line.Select(p => (p.key, p.Value))]);
    }

    private string? Seen(HealthRule rule, long step)
    {
        var start = step - rule.Steps;
        if (_lines[0].Step > start && start > 0)
            return null;
        var lines = _lines.Where(l => l.Step > start).Select(l => l.Means).ToList();
        if (start < 0 || lines.Count < LeastLines)
            return null;
        var keys = lines.Select(l => l.Keys).Aggregate((IEnumerable<string> a, IEnumerable<string> b) => a.Intersect(b));
        return rule.Evidence(new HealthWindow(keys.ToDictionary(key => key, key => lines.Select(l => l[key]).ToArray())));
    }
}
