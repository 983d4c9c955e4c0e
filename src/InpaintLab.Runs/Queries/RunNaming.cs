namespace InpaintLab.Runs.Queries;

/// <summary>What the words by which a user names runs mean.</summary>
internal static class RunNaming
{
    /// <summary>The newest run.</summary>
    public const string Latest = "latest";
}

/// <summary>
/// Runs by the words with which a user names them: one rule for single runs and for queries. Made once for many questions.
/// </summary>
/// <param name="runs">All runs there are.</param>
/// <param name="namesOf">The words of a run.</param>
internal sealed class RunNames<T>(IEnumerable<T> runs, Func<T, (string Folder, string Id, string Name)> namesOf)
{
    private readonly List<(T Run, string Folder, string Id, string Name)> _runs = [.. runs.Select(run =>
    {
        var (folder, id, name) = namesOf(run);
        return (run, folder, id, name);
    })];

    private readonly ILookup<string, T>?[] _exact = new ILookup<string, T>?[3];

    /// <summary>
    /// The runs whose folder, else id, else experiment has that name; where none has, those of which any begins so. None for no letters.
    /// </summary>
    public IReadOnlyList<T> Find(string received)
    {
        if (received.Length == 0)
            return [];
        for (var way = 0; way < _exact.Length; way++)
        {
            if (Exact(way)[received].ToList() is { Count: > 0 } found)
                return found;
        }

        return [.. _runs.Where(r => Begins(r.Folder) || Begins(r.Id) || Begins(r.Name)).Select(r => r.Run)];

        bool Begins(string name) => name.StartsWith(received, StringComparison.Ordinal);
    }

    private ILookup<string, T> Exact(int way) => _exact[way] ??= _runs.ToLookup(
        r => way switch { 0 => r.Folder, 1 => r.Id, _ => r.Name },
        r => r.Run,
        StringComparer.Ordinal);
}
