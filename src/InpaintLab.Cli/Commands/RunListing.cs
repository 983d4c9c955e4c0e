using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Commands;

/// <summary>Which runs are listed, and in which order.</summary>
/// <param name="Where">A query; null for all.</param>
/// <param name="Sort">The key of the order; null for that of creation.</param>
/// <param name="Descending">The greatest first.</param>
/// <param name="Limit">At most so many; null for all.</param>
internal sealed record RunListing(string? Where = null, string? Sort = null, bool Descending = false, int? Limit = null)
{
    /// <summary>Reads a list of keys.</summary>
    /// <exception cref="UserErrorException">There is none in it, or one cannot be understood.</exception>
    public static List<RunKey> Keys(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } keys
        ? [.. keys.Select(key => RunKey.Parse(key, MetricDirections.Of))]
        : throw new UserErrorException("--columns: expected keys, e.g. name,training.batch,psnr_hole; received none.");

    /// <summary>Checks what can be checked without any run.</summary>
    /// <exception cref="UserErrorException">The query, the key or the limit cannot be understood.</exception>
    public void Check()
    {
        _ = Filter();
        _ = Key();
        if (Limit is < 0)
            throw new UserErrorException($"--limit: expected a number of runs, received {Limit}.");
    }

    /// <summary>The runs to list.</summary>
    /// <param name="runs">All runs in order of creation.</param>
    /// <exception cref="UserErrorException">A key or a name means nothing among them.</exception>
    public IReadOnlyList<RunSummary> Of(IReadOnlyList<RunSummary> runs)
    {
        var key = Key();
        key?.Check(runs); // before the query leaves few runs that have it
        var chosen = Filter().Choose(runs);
        if (key is not null)
            return [.. key.Sort(chosen, Descending).Take(Limit ?? int.MaxValue)];
        var kept = chosen.Skip(chosen.Count - Math.Min(chosen.Count, Limit ?? int.MaxValue));
        return [.. Descending ? kept.Reverse() : kept];
    }

    private RunFilter Filter() => RunFilter.Parse(Where ?? "", MetricDirections.Of);

    private RunKey? Key() => Sort is null ? null : RunKey.Parse(Sort, MetricDirections.Of);
}
