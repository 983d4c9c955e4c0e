using System.Buffers.Binary;
using System.IO.Compression;

namespace InpaintLab.Tests.Imaging;

/// <summary>
/// Makes PNG files of every kind from the specification alone, with unfiltered rows: the reader's independent counterpart.
/// </summary>
internal static class PngBuilder
{
    /// <summary>Start column, start row, column step and row step of the seven Adam7 passes (PNG specification, 8.2).</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="bitDepth">1, 2, 4, 8 or 16.</param>
    /// <param name="colourType">0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGBA.</param>
    /// <param name="sample">The stored value at (x, y, channel).</param>
    /// <param name="interlaced">Whether rows are stored in Adam7 order.</param>
    /// <param name="chunks">What stands between the header and the pixels: palette, transparency, ...</param>
    public static byte[] Build(
        int width,
        int height,
        int bitDepth,
        int colourType,
        Func<int, int, int, int> sample,
        bool interlaced,
        params (string Type, byte[] Data)[] chunks)
    {
        var rows = new MemoryStream();
        foreach (var pass in interlaced ? Adam7 : [(0, 0, 1, 1)])
            AddPass(rows, width, height, bitDepth, Channels(colourType), sample, pass);
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(rows.ToArray());
        var header = Header(width, height, bitDepth, colourType, interlaced);
        return Assemble([("IHDR", header), .. chunks, ("IDAT", packed.ToArray()), ("IEND", [])]);
    }

    public static byte[] Header(int width, int height, int bitDepth, int colourType, bool interlaced = false)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bitDepth, (byte)colourType, interlaced ? (byte)1 : (byte)0);
        return header;
    }

    public static byte[] Assemble(params IEnumerable<(string Type, byte[] Data)> chunks)
    {
        var file = new List<byte> { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 };
        foreach (var (type, data) in chunks)
        {
            byte[] body = [.. type.Select(c => (byte)c), .. data];
            file.AddRange(BigEndian((uint)data.Length));
            file.AddRange(body);
            file.AddRange(BigEndian(Crc32(body)));
        }

        return [.. file];
    }

    private static void AddPass(
        MemoryStream rows,
        int width,
        int height,
        int bitDepth,
        int channels,
        Func<int, int, int, int> sample,
        (int X, int Y, int StepX, int StepY) pass)
    {
        if (pass.X >= width)
            return;
        for (var y = pass.Y; y < height; y += pass.StepY)
        {
            rows.WriteByte(0);
            int bits = 0, pending = 0;
            for (var x = pass.X; x < width; x += pass.StepX)
            {
                for (var c = 0; c < channels; c++)
                {
                    pending = (pending << bitDepth) | sample(x, y, c);
                    for (bits += bitDepth; bits >= 8; bits -= 8)
                        rows.WriteByte((byte)(pending >> (bits - 8)));
                }
            }

            if (bits > 0)
                rows.WriteByte((byte)(pending << (8 - bits)));
        }
    }

    private static int Channels(int colourType) => colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320u);
        }

        return ~crc;
    }
}
