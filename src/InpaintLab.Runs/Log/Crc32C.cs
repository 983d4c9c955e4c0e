using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace InpaintLab.Runs.Log;

/// <summary>CRC-32C (Castagnoli polynomial, RFC 3720 appendix B.4): detects every flipped bit and every burst up to 32 bits.</summary>
public static class Crc32C
{
    /// <summary>The checksum of <paramref name="bytes"/>, or of what <paramref name="previous"/> covers followed by them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="previous">The checksum of the bytes before; 0 when there are none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // every byte of every log goes through here
    public static uint Of(ReadOnlySpan<byte> bytes, uint previous = 0)
    {
        var crc = ~previous;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
