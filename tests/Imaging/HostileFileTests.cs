using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

/// <summary>Whatever the bytes: an image, or an error that names the file.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void A_png_cut_anywhere_is_an_error()
    {
        foreach (var bytes in Pngs())
        {
            // The last four bytes are the checksum of the end chunk, which holds nothing: reading may stop before it.
            for (var length = 0; length < bytes.Length - 4; length++)
                Assert.True(Fails(bytes[..length]), $"a PNG of {bytes.Length} bytes cut to {length} was read");
        }
    }

    [Fact]
    public void One_wrong_byte_is_an_image_or_an_error()
    {
        var random = RandomStream.Create(1, "mutations");
        string[] samples = ["colour-420.jpg", "colour-422-progressive.jpg", "grey.jpg", "cmyk.jpg"];
        var files = samples.Select(name => File.ReadAllBytes(Images.SamplePath(name))).Concat(Pngs()).ToArray();
        var failures = 0;
        foreach (var original in files)
        {
            for (var i = 0; i < 800; i++)
            {
                var bytes = original.ToArray();

                // Every second one hits the headers, where the damage is greatest.
                var position = random.Integer(0, i % 2 == 0 ? bytes.Length : Math.Min(bytes.Length, 200));
                bytes[position] ^= (byte)random.Integer(1, 256);
                failures += Fails(bytes) ? 1 : 0;
            }
        }

        // Neither all nor none: checksums catch nearly everything in a PNG, JPEG has none.
        Assert.InRange(failures, files.Length * 100, (files.Length * 800) - 1);
    }

    [Fact]
    public void Files_damaged_in_several_ways_at_once_are_images_or_errors()
    {
        var random = RandomStream.Create(3, "mutations");
        var profile = ("iCCP", new byte[] { (byte)'a', 0, 0, 0x78, 0x9c, 0x63, 0x60, 0x60, 0, 0, 0, 4, 0, 1 });
        byte[][] files =
        [
            WithProfile(File.ReadAllBytes(Images.SamplePath("colour-420.jpg"))),
            WithProfile(File.ReadAllBytes(Images.SamplePath("cmyk.jpg"))),
            PngBuilder.Build(12, 9, 8, 2, (x, y, _) => x * y, true, profile, ("gAMA", [0, 0, 0xb1, 0x8f]), ("sRGB", [0])),
        ];
        var failures = 0;
        for (var i = 0; i < 2000; i++)
        {
            var bytes = files[i % files.Length].ToList();
            for (var edits = random.Integer(1, 6); edits > 0; edits--)
            {
                var position = random.Integer(0, Math.Min(bytes.Count, edits % 2 == 0 ? 300 : int.MaxValue));
                var length = Math.Min(random.Integer(1, 20), bytes.Count - position);
                switch (random.Integer(0, 4))
                {
                    case 0:
                        bytes.RemoveRange(position, length);
                        break;
                    case 1:
                        bytes.InsertRange(position, bytes.GetRange(random.Integer(0, bytes.Count - length + 1), length));
                        break;
                    case 2:
                        bytes[position] = (byte)random.NextUInt64();
                        break;
                    default:
                        var end = Math.Min(bytes.Count, Math.Max(position, 50));
                        bytes.RemoveRange(end, bytes.Count - end);
                        break;
                }
            }

            failures += Fails([.. bytes]) ? 1 : 0;
        }

        Assert.InRange(failures, 1000, 1999);

        static byte[] WithProfile(byte[] jpeg) =>
            [.. jpeg[..2], 0xff, 0xe2, 0, 2 + 12 + 2 + 3, .. "ICC_PROFILE\0"u8, 1, 1, 7, 7, 7, .. jpeg[2..]];
    }

    [Fact]
    public void Random_bytes_after_a_true_beginning_are_an_error()
    {
        var random = RandomStream.Create(2, "mutations");
        foreach (var original in new[] { File.ReadAllBytes(Images.SamplePath("colour-420.jpg")), Pngs()[0] })
        {
            for (var i = 0; i < 200; i++)
            {
                var bytes = original.ToArray();
                for (var j = random.Integer(3, 100); j < bytes.Length; j++)
                    bytes[j] = (byte)random.NextUInt64();
                Fails(bytes);
            }
        }
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(0, 5)]
    [InlineData(-1, 5)]
    [InlineData(1 << 20, 1 << 20)]
    [InlineData(30_000, 30_000)]
    [InlineData(10_000, 10_000)]
    public void A_png_that_claims_to_be_huge_is_refused_before_memory_is_taken(int width, int height)
    {
        var file = PngBuilder.Assemble(("IHDR", PngBuilder.Header(width, height, 16, 6)), ("IDAT", new byte[50]), ("IEND", []));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Fails(file));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Theory]
    [InlineData(0xffff, 0xffff)]
    [InlineData(30_000, 20_000)]
    [InlineData(0, 100)]
    public void A_jpeg_that_claims_to_be_huge_is_refused_before_memory_is_taken(int width, int height)
    {
        var bytes = File.ReadAllBytes(Images.SamplePath("colour-420.jpg"));
        var frame = bytes.AsSpan().IndexOf<byte>([0xff, 0xc0]) + 5;
        byte[] size = [(byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width];
        size.CopyTo(bytes, frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Fails(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    private static byte[][] Pngs() =>
    [
        PngBuilder.Build(12, 9, 8, 2, (x, y, c) => (x * y * (c + 1)) & 255, false),
        PngBuilder.Build(12, 9, 16, 6, (x, y, c) => (x * y * (c + 1) * 100) & 0xffff, true),
        PngBuilder.Build(12, 9, 2, 3, (x, y, _) => (x + y) & 3, true, ("PLTE", new byte[12]), ("tRNS", [1, 2, 3])),
    ];

    private static bool Fails(byte[] bytes)
    {
        try
        {
            ImageFile.Decode("hostile", bytes);
            return false;
        }
        catch (ImageFileException e)
        {
            Assert.Equal("hostile", e.Path);
            return true;
        }
    }
}
