using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Manifests;

/// <summary>One image file of a dataset.</summary>
/// <param name="Split">Its split.</param>
/// <param name="Id">Its name, unique within the split.</param>
/// <param name="Sha256">Of its bytes, hexadecimal; null for a file that is not a readable image, which no run uses.</param>
/// <param name="Fingerprint">
/// Its <see cref="Inspection.PerceptualHash"/>; null for a picture without contrast, which looks like any other such.
/// </param>
public sealed record ManifestEntry(Split Split, string Id, string? Sha256, ulong? Fingerprint);
