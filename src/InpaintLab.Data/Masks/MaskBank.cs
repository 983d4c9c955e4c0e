using System.Buffers.Binary;
using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Masks;

/// <summary>A mask with the id under which results are recorded.</summary>
/// <param name="Id">Unique within its bank, e.g. "irregular-0017:bin3/00042.png".</param>
/// <param name="Mask">The pixels.</param>
public sealed record BankMask(string Id, Mask Mask);

/// <summary>
/// A frozen set of masks, drawn from a seed: the evaluation masks, which every model sees alike, and the pre-drawn training masks of
/// <see cref="MaskOptions.Bank"/>.
/// </summary>
public sealed class MaskBank
{
    private MaskBank(IReadOnlyList<BankMask> masks)
    {
        Masks = masks;
        Hash = ComputeHash(masks);
    }

    /// <summary>The masks, in the order drawn; mask i does not depend on how many are drawn.</summary>
    public IReadOnlyList<BankMask> Masks { get; }

    /// <summary>
    /// SHA-256 (lower-case hexadecimal) over the masks in order: each one's height and width as little-endian 32-bit integers, then its
    /// pixels, one bit each, the first in the highest bit, filled up to whole bytes. Ids are not part of it.
    /// </summary>
    public string Hash { get; }

    /// <summary>Draws a bank.</summary>
    /// <param name="generator">The law.</param>
    /// <param name="name">First part of the ids and of the stream's name: banks of different names are drawn apart.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many masks, at least 1.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <exception cref="UserErrorException">See <see cref="IMaskGenerator.Draw"/>.</exception>
    public static MaskBank Draw(IMaskGenerator generator, string name, long seed, int count, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var masks = new BankMask[count];
        for (var i = 0; i < count; i++)
        {
            var mask = generator.Draw(RandomStream.Create(seed, $"mask-bank/{name}", 0, i), height, width);
            masks[i] = new BankMask(mask.Origin.Length == 0 ? $"{name}-{i:d4}" : $"{name}-{i:d4}:{mask.Origin}", mask);
        }

        return new MaskBank(masks);
    }

    private static string ComputeHash(IReadOnlyList<BankMask> masks)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[8];
        foreach (var (_, mask) in masks)
        {
            BinaryPrimitives.WriteInt32LittleEndian(size, mask.Height);
            BinaryPrimitives.WriteInt32LittleEndian(size[4..], mask.Width);
            sha.AppendData(size);
            var bits = new byte[(mask.Pixels.Length + 7) / 8];
            for (var i = 0; i < mask.Pixels.Length; i++)
                bits[i / 8] |= (byte)(mask.Pixels[i] << (7 - (i % 8)));
            sha.AppendData(bits);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
