using System.IO.Enumeration;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Queries;

/// <summary>
/// Chooses runs by what is written about them: <c>"family=gated-conv seed=1|2 name=places-*"</c>. Terms are separated by spaces or commas;
/// a run must have all values asked for, where <c>*</c> stands for any characters and <c>|</c> separates alternatives. A term without
/// <c>=</c> names a run as <see cref="RunSelector"/> takes it; of several such terms each adds its run.
/// </summary>
public sealed class RunQuery
{
    private const string LabelPrefix = "label.";

    private static readonly Dictionary<string, Func<RunSummary, string>> Fields = new(StringComparer.Ordinal)
    {
        ["id"] = run => run.Id,
        ["name"] = run => run.Name,
        ["state"] = run => $"{run.State}".ToLowerInvariant(),
        ["family"] = run => run.Family,
        ["variant"] = run => run.Variant,
        ["mask"] = run => run.Mask,
        ["dataset"] = run => run.Dataset,
        ["resolution"] = run => $"{run.Resolution}",
        ["seed"] = run => $"{run.Seed}",
    };

    private readonly string _text;
    private readonly List<string> _names = [];
    private readonly List<(string Field, string[] Patterns)> _terms = [];

    private RunQuery(string text)
    {
        _text = text;
        foreach (var term in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (term.Split('=', 2) is not [var field, var value])
                _names.Add(term);
            else if (Fields.ContainsKey(field) || (field.StartsWith(LabelPrefix, StringComparison.Ordinal) && field.Length > LabelPrefix.Length))
                _terms.Add((field, value.Split('|')));
            else
                throw UserErrorException.UnknownName("field of a run", field, [.. Fields.Keys, LabelPrefix + "AXIS"], $"--runs '{text}'");
        }
    }

    /// <summary>Reads a query; an empty one chooses every run.</summary>
    /// <exception cref="UserErrorException">A field is unknown.</exception>
    public static RunQuery Parse(string text) => new(text);

    /// <summary>The runs that it chooses, in their order.</summary>
    /// <param name="runsRoot">The folder of all runs.</param>
    /// <param name="runs">All of them.</param>
    /// <exception cref="UserErrorException">None is chosen although something was asked for: the values that there are, are listed.</exception>
    public IReadOnlyList<RunSummary> Choose(string runsRoot, IReadOnlyList<RunSummary> runs)
    {
        var named = _names.ConvertAll(name => RunSelector.Resolve(runsRoot, name).Path);
        var chosen = runs.Where(run => named.Count == 0 || named.Contains(PathOf(run))).ToList();
        foreach (var (field, patterns) in _terms)
        {
            var values = chosen.ConvertAll(ValueOf);
            var kept = chosen.Where((_, i) => patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, values[i], ignoreCase: false))).ToList();
            if (kept.Count == 0)
                throw UserErrorException.UnknownName($"{field} among {chosen.Count} runs", string.Join('|', patterns), values.Distinct().Order(StringComparer.Ordinal), $"--runs '{_text}'");
            chosen = kept;

            string ValueOf(RunSummary run) => Fields.TryGetValue(field, out var of)
                ? of(run)
                : RunFolder.Open(PathOf(run)).ReadDescription()?.Description.Labels.GetValueOrDefault(field[LabelPrefix.Length..]) ?? "";
        }

        return chosen.Count > 0 || (_names.Count == 0 && _terms.Count == 0)
            ? chosen
            : throw new UserErrorException($"--runs '{_text}': expected runs in {runsRoot}, found none of these there");

        string PathOf(RunSummary run) => Path.GetFullPath(Path.Combine(runsRoot, run.Folder));
    }
}
