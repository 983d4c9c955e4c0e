namespace InpaintLab.Runs.Folders;

/// <summary>Which images a run saw, as far as it recorded that.</summary>
/// <param name="Manifest">Hash of what decides which images there are: names and lengths of files, or the parameters of a generator; null where it is not known.</param>
/// <param name="Content">Hash of the files' contents; null for a dataset without files, and for runs that did not record it yet.</param>
public readonly record struct DatasetIdentity(string? Manifest, string? Content)
{
    /// <summary>Whether both are the same images. Contents decide where both know them.</summary>
    public bool IsAs(DatasetIdentity other) =>
        Manifest == other.Manifest && (Content is null || other.Content is null || Content == other.Content);
}
