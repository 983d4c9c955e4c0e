using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

public sealed class JpegTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The decoders share the integer transform; two levels leave room for another library's upsampling.
    [Theory]
    [InlineData("colour-420")]
    [InlineData("colour-422-progressive")]
    [InlineData("grey")]
    [InlineData("cmyk")]
    public void Decodes_what_pillow_decodes(string name) =>
        Assert.InRange(Images.LargestDifference(Images.Sample($"{name}.decoded.png"), Images.Sample($"{name}.jpg")), 0, 2);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_reads_back_nearly_the_same(int channels)
    {
        var image = Images.Gradient(50, 37, channels);
        ImageFile.Write(_folder.File("a.jpg"), image);
        Assert.InRange(Images.LargestDifference(image, ImageFile.Read(_folder.File("a.jpg"))), 0, 6);
        Assert.Equal(new ImageSize(50, 37), ImageFile.ReadSize(_folder.File("a.jpg")));
    }

    [Fact]
    public void A_higher_quality_is_a_larger_and_closer_file()
    {
        var image = Images.Sample("picture.png");
        ImageFile.Write(_folder.File("low.jpg"), image, new ImageWriteOptions { JpegQuality = 30 });
        ImageFile.Write(_folder.File("high.jpeg"), image, new ImageWriteOptions { JpegQuality = 98 });
        Assert.True(new FileInfo(_folder.File("high.jpeg")).Length > 2 * new FileInfo(_folder.File("low.jpg")).Length);
        Assert.True(
            Images.LargestDifference(image, ImageFile.Read(_folder.File("high.jpeg")))
            < Images.LargestDifference(image, ImageFile.Read(_folder.File("low.jpg"))));
    }

    [Fact]
    public void Sixteen_bits_are_rounded_to_eight()
    {
        var image = Images.Gradient(20, 20, 3);
        ImageFile.Write(_folder.File("8.jpg"), image);
        ImageFile.Write(_folder.File("16.jpg"), image.ToBitDepth(16));
        Assert.Equal(File.ReadAllBytes(_folder.File("8.jpg")), File.ReadAllBytes(_folder.File("16.jpg")));
    }

    [Fact]
    public void Alpha_is_refused_with_the_way_out()
    {
        var error = Assert.Throws<ImageFileException>(() => ImageFile.Write(_folder.File("a.jpg"), new ImageBuffer(2, 2, 4)));
        Assert.Contains(".png", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("a.jpg")));
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_that_names_it()
    {
        var bytes = File.ReadAllBytes(Images.SamplePath("colour-420.jpg"));
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<ImageFileException>(() => ImageFile.Decode("photos/cut.jpg", bytes.AsSpan(0, length)));
            Assert.StartsWith("photos/cut.jpg: expected ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Stray_bytes_between_segments_are_forgiven_unless_the_file_is_cut_as_well()
    {
        var bytes = File.ReadAllBytes(Images.SamplePath("grey.jpg"));
        byte[] stray = [.. bytes[..^2], 0x12, 0x34, .. bytes[^2..]];
        Images.AssertSame(Images.Sample("grey.jpg"), ImageFile.Read(_folder.Write("stray.jpg", stray)));
        Assert.Throws<ImageFileException>(() => ImageFile.Read(_folder.Write("cut.jpg", stray[..^2])));
    }

    [Fact]
    public void Metadata_longer_than_the_first_read_do_not_hide_the_size()
    {
        var bytes = File.ReadAllBytes(Images.SamplePath("grey.jpg"));
        byte[] comment = [0xff, 0xfe, 0xff, 0xff, .. new byte[65533]];
        byte[] padded = [.. bytes[..2], .. comment, .. comment, .. bytes[2..]];
        Assert.Equal(new ImageSize(45, 38), ImageFile.ReadSize(_folder.Write("long.jpg", padded)));
    }
}
