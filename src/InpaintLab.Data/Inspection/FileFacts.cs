using System.Security.Cryptography;
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
    /// <summary>Reads one file.</summary>
    public static FileFacts Of(string path)
    {
        var bytes = File.Exists(path) ? new FileInfo(path).Length : 0;
        try
        {
            var image = ImageFile.Read(path);
            using var stream = File.OpenRead(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            return new FileFacts(null, bytes, new ImageSize(image.Width, image.Height), Grey(image), hash, PerceptualHash.Of(image), Thumbnail.Of(image).IsFlat);
        }
        catch (ImageFileException e)
        {
            return new FileFacts(e.Message, bytes, default, false, null, 0, IsFlat: true);
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
