namespace InpaintLab.Runs.Queries;

/// <summary>What the words by which a user names runs mean: one rule for single runs and for queries.</summary>
internal static class RunNaming
{
    /// <summary>The newest run.</summary>
    public const string Latest = "latest";

    /// <summary>
    /// The runs whose folder, else id, else experiment has that name; where none has, those of which any begins so. None for no letters.
    /// </summary>
    public static IReadOnlyList<T> Find<T>(IReadOnlyCollection<T> runs, string received, Func<T, (string Folder, string Id, string Name)> namesOf)
    {
        if (received.Length == 0)
            return [];
        var named = runs.Select(run => (Run: run, Names: namesOf(run))).ToList();
        Func<(string Folder, string Id, string Name), bool>[] ways =
        [
            names => names.Folder == received,
            names => names.Id == received,
            names => names.Name == received,
            names => Begins(names.Folder) || Begins(names.Id) || Begins(names.Name),
        ];
        return ways.Select(way => named.Where(n => way(n.Names)).Select(n => n.Run).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];

        bool Begins(string name) => name.StartsWith(received, StringComparison.Ordinal);
    }
}
