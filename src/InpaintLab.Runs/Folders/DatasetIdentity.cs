namespace InpaintLab.Runs.Folders;

/// <summary>Which images a run saw, as far as it recorded that.</summary>
/// <param name="Manifest">
/// Hash of what decides which images there are: names and lengths of files, or the parameters of a generator; null where it is not known.
/// </param>
/// <param name="Content">Hash of the files' contents; null for a dataset without files, and for runs that did not record it yet.</param>
public readonly record struct DatasetIdentity(string? Manifest, string? Content)
{
    private const int ShownDigits = 12;

    /// <summary>Whether both are the same images. Contents decide where both know them.</summary>
    public bool IsAs(DatasetIdentity other) => Unlike(other) is null;

    /// <summary>
    /// In what they differ, this one first: "dataset content: 372847b0c1b2 and 0f9815a94bf1"; null where they are the same images.
    /// </summary>
    public string? Unlike(DatasetIdentity other)
    {
        if (Manifest != other.Manifest)
            return $"dataset manifest: {Short(Manifest)} and {Short(other.Manifest)}";
        return Content is { } own && other.Content is { } theirs && own != theirs
            ? $"dataset content: {Short(own)} and {Short(theirs)}"
            : null;
    }

    // The beginning of a hash tells it from others.
    private static string Short(string? hash) => hash is null ? "unknown" : hash[..Math.Min(hash.Length, ShownDigits)];
}
