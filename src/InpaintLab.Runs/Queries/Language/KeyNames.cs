using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;

namespace InpaintLab.Runs.Queries.Language;

/// <summary>Checks that a key means something: a label, path or series that no run has is a mistake.</summary>
internal static class KeyNames
{
    /// <summary>Checks keys against all runs there are; where there are none, nothing is known.</summary>
    /// <exception cref="UserErrorException">No run has one of them.</exception>
    public static void Check(IEnumerable<RunKey> keys, IReadOnlyList<RunSummary> runs)
    {
        foreach (var key in keys)
        {
            if (key.Unsure is { } unsure && runs.Count > 0 && !runs.Any(run => key.Of(run).Kind != RunValueKind.None))
                throw Unknown(unsure.Query, unsure.Position, unsure.Key, runs);
        }
    }

    private static UserErrorException Unknown(string query, int position, string key, IReadOnlyList<RunSummary> runs)
    {
        var labels = runs.SelectMany(r => r.Labels.Keys)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(axis => RunFields.LabelPrefix + axis);
        string[] shortNames = [.. RunFields.All.Keys.Order(StringComparer.Ordinal), .. labels];
        var known = shortNames
            .Concat(runs.SelectMany(r => r.Spec.Keys).Distinct())
            .Concat(runs.SelectMany(r => r.Metrics.Keys).Distinct());
        var nearest = NearestName.Of(key, known);
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return QueryError.At(
            query,
            position,
            $"no run has '{key}'.{hint} Known: {string.Join(", ", shortNames)}, the paths of specs (training.steps) and the series of "
                + "`runs show`.");
    }
}
