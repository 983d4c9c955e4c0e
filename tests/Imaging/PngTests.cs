using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

public sealed class PngTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            for (var channels = 1; channels <= 4; channels++)
            {
                shapes.Add(channels, 8);
                shapes.Add(channels, 16);
            }

            return shapes;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_is_written_reads_back_exactly(int channels, int bitDepth)
    {
        foreach (var (width, height) in new[] { (1, 1), (13, 7), (64, 1), (1, 64) })
        {
            var image = Images.Noise(width, height, channels, bitDepth);
            ImageFile.Write(_folder.File("a.png"), image);
            Images.AssertSame(image, ImageFile.Read(_folder.File("a.png")));
            Assert.Equal(new ImageSize(width, height), ImageFile.ReadSize(_folder.File("a.png")));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Plain_and_interlaced_files_hold_the_stored_samples(int channels, int bitDepth)
    {
        var stored = Images.Noise(11, 9, channels, bitDepth);
        int[] colourTypes = [0, 4, 2, 6];
        foreach (var interlaced in new[] { false, true })
        {
            var file = PngBuilder.Build(11, 9, bitDepth, colourTypes[channels - 1], (x, y, c) => stored[x, y, c], interlaced);
            Images.AssertSame(stored, Read(file));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Grey_below_8_bits_is_stretched_to_8(int bitDepth)
    {
        var levels = 1 << bitDepth;
        foreach (var interlaced in new[] { false, true })
        {
            var image = Read(PngBuilder.Build(19, 3, bitDepth, 0, (x, y, _) => (x + y) % levels, interlaced));
            Assert.Equal((1, 8), (image.Channels, image.BitDepth));
            for (var x = 0; x < 19; x++)
                Assert.Equal((x + 2) % levels * 255 / (levels - 1), image[x, 2, 0]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_palette_becomes_colours_and_its_transparency_alpha(int bitDepth)
    {
        byte[] palette = [10, 20, 30, 200, 100, 50];
        var opaque = Read(PngBuilder.Build(9, 4, bitDepth, 3, (x, y, _) => (x ^ y) & 1, true, ("PLTE", palette)));
        Assert.Equal(3, opaque.Channels);
        Assert.Equal([200, 100, 50], [opaque[1, 0, 0], opaque[1, 0, 1], opaque[1, 0, 2]]);

        var transparent = Read(PngBuilder.Build(9, 4, bitDepth, 3, (x, y, _) => (x ^ y) & 1, false, ("PLTE", palette), ("tRNS", [77])));
        Assert.Equal(4, transparent.Channels);
        Assert.Equal([10, 77, 200, 255], [transparent[0, 0, 0], transparent[0, 0, 3], transparent[1, 0, 0], transparent[1, 0, 3]]);
    }

    [Fact]
    public void A_transparent_colour_becomes_alpha_at_any_depth()
    {
        var grey = Read(PngBuilder.Build(4, 1, 8, 0, (x, _, _) => x, false, ("tRNS", [0, 2])));
        Assert.Equal([2, 0, 3, 255], [grey[2, 0, 0], grey[2, 0, 1], grey[3, 0, 0], grey[3, 0, 1]]);

        var coarse = Read(PngBuilder.Build(4, 1, 2, 0, (x, _, _) => x, false, ("tRNS", [0, 2])));
        Assert.Equal([170, 0, 255, 255], [coarse[2, 0, 0], coarse[2, 0, 1], coarse[3, 0, 0], coarse[3, 0, 1]]);

        var deep = Read(PngBuilder.Build(4, 1, 16, 0, (x, _, _) => x * 1000, false, ("tRNS", [0x07, 0xd0])));
        Assert.Equal([2000, 0, 3000, 65535], [deep[2, 0, 0], deep[2, 0, 1], deep[3, 0, 0], deep[3, 0, 1]]);

        var colour = Read(PngBuilder.Build(4, 1, 8, 2, (x, _, c) => x + c, false, ("tRNS", [0, 1, 0, 2, 0, 3])));
        Assert.Equal([0, 255], [colour[1, 0, 3], colour[2, 0, 3]]);

        var deepColour = Read(PngBuilder.Build(4, 1, 16, 2, (x, _, c) => x + c, false, ("tRNS", [0, 1, 0, 2, 0, 3])));
        Assert.Equal([0, 65535, 4], [deepColour[1, 0, 3], deepColour[2, 0, 3], deepColour[2, 0, 2]]);
    }

    [Fact]
    public void Gamma_and_texts_change_no_sample()
    {
        var gamma = ("gAMA", new byte[] { 0, 1, 0x86, 0xa0 });
        var text = ("tEXt", new byte[] { (byte)'a', 0, (byte)'b' });
        Assert.Equal([0, 60, 120, 180], Read(PngBuilder.Build(4, 1, 8, 0, (x, _, _) => x * 60, false, gamma, text)).Samples8.ToArray());
    }

    [Fact]
    public void Compression_is_chosen_by_the_options()
    {
        var image = Images.Gradient(80, 80, 3);
        ImageFile.Write(_folder.File("stored.png"), image, new ImageWriteOptions { PngCompression = 0 });
        ImageFile.Write(_folder.File("packed.png"), image);
        Assert.True(new FileInfo(_folder.File("stored.png")).Length > 4 * new FileInfo(_folder.File("packed.png")).Length);
        Images.AssertSame(image, ImageFile.Read(_folder.File("stored.png")));
    }

    private ImageBuffer Read(byte[] file) => ImageFile.Read(_folder.Write("a.png", file));
}
