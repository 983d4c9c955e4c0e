using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Manifests;

/// <summary>An image of one split that a later one has, too: what is tested on it was trained on it, or chosen by it.</summary>
/// <param name="From">The earlier split: train, or val where the other is test.</param>
/// <param name="Image">The image there.</param>
/// <param name="Split">The later split.</param>
/// <param name="Other">The image there.</param>
/// <param name="IsExact">Whether the files are equal; else the pictures nearly are.</param>
public sealed record Leak(Split From, string Image, Split Split, string Other, bool IsExact)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name(From, Image)} = {Name(Split, Other)} ({(IsExact ? "equal files" : "nearly equal pictures")})";

    // Files of a folder tree carry their split in their name already.
    private static string Name(Split split, string id) =>
        id.StartsWith($"{split.Name()}/", StringComparison.Ordinal) ? id : $"{split.Name()}: {id}";
}
