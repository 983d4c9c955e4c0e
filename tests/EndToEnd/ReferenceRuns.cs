namespace InpaintLab.Tests.EndToEnd;

/// <summary>Five small recorded runs of the repository, for tests that read runs: more that are recorded later do not change what they expect.</summary>
internal static class ReferenceRuns
{
    private static readonly string[] Folders =
    [
        "20261122-112232-places-64-x5nfm5",
        "20261122-114213-places-64-self-attention-adzejr",
        "20261122-114918-quickstart-hc5v4s",
        "20261122-115237-faces-64-fzycjo",
        "20261122-134119-photos-kbytvy",
    ];

    /// <summary>Copies them into the folder "runs" of a folder.</summary>
    public static void CopyTo(TemporaryFolder folder)
    {
        var reference = Path.Combine(RepositoryRoot.Path, "runs", "reference");
        foreach (var file in Folders.SelectMany(run => Directory.GetFiles(Path.Combine(reference, run), "*", SearchOption.AllDirectories)))
            File.Copy(file, folder.File("runs", Path.GetRelativePath(reference, file)));
    }
}
