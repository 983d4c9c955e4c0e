using InpaintLab.Data.Datasets;
using InpaintLab.Data.Packing;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Inspection;

/// <summary>What is to be known of one image file.</summary>
/// <param name="Problem">Why it cannot be read, or null; then the rest but <paramref name="Bytes"/> is empty.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Size">Of the upright picture.</param>
/// <param name="IsGrey">Whether it has no colour.</param>
/// <param name="Sha256">Of its bytes, hexadecimal.</param>
/// <param name="Fingerprint">See <see cref="PerceptualHash"/>.</param>
/// <param name="IsFlat">Whether there is next to nothing in the picture, so that the fingerprint says nothing.</param>
internal sealed record FileFacts(string? Problem, long Bytes, ImageSize Size, bool IsGrey, string? Sha256, ulong Fingerprint, bool IsFlat)
{
    /// <summary>Reads one file, or the image of one from a pack; bytes and hash are then those of the file.</summary>
    public static FileFacts Of(ImageEntry file)
    {
        try
        {
            var image = file.Read();
            return new FileFacts(
                null,
                file.Length,
                new ImageSize(image.Width, image.Height),
                Grey(image),
                file.Sha256(),
                PerceptualHash.Of(image),
                Thumbnail.Of(image).IsFlat);
        }
        catch (Exception e) when (e is ImageFileException or PackDamageException)
        {
            return new FileFacts(e.Message, Math.Max(0, file.Length), default, false, null, 0, IsFlat: true);
        }
    }

    private static bool Grey(ImageBuffer image)
    {
        if (image.Channels < 3)
            return true;
        var samples = image.ToBitDepth(8).Samples8;
        for (var i = 0; i < samples.Length; i += image.Channels)
        {
            if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2])
                return false;
        }

        return true;
    }
}
