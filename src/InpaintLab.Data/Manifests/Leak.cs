using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Manifests;

/// <summary>A training image that another split has, too: what is tested on it has been seen.</summary>
/// <param name="Image">The training image.</param>
/// <param name="Split">The other split.</param>
/// <param name="Other">The image there.</param>
/// <param name="IsExact">Whether the files are equal; else the pictures nearly are.</param>
public sealed record Leak(string Image, Split Split, string Other, bool IsExact)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name(Split.Train, Image)} = {Name(Split, Other)} ({(IsExact ? "equal files" : "nearly equal pictures")})";

    // Files of a folder tree carry their split in their name already.
    private static string Name(Split split, string id) =>
        id.StartsWith($"{split.Name()}/", StringComparison.Ordinal) ? id : $"{split.Name()}: {id}";
}
