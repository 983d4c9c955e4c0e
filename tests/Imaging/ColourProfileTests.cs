using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

/// <summary>What a file says about its samples is kept, and changes none of them.</summary>
public sealed class ColourProfileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_chunks_of_a_png_are_read_and_written_again()
    {
        byte[] gamma = [0, 0, 0xb1, 0x8f];
        byte[] chromaticities = [.. Enumerable.Range(1, 8).SelectMany(i => new byte[] { 0, 0, (byte)(i * 9), (byte)i })];
        var file = PngBuilder.Build(4, 3, 16, 6, (x, y, c) => (x * 1000) + y + c, false, ("gAMA", gamma), ("cHRM", chromaticities), ("sRGB", [2]));
        var image = ImageFile.Read(_folder.Write("a.png", file));
        Assert.Equal((45455u, (byte)2), (image.Profile!.Gamma, image.Profile.SrgbIntent));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (uint)((i * 9 * 256) + i)), image.Profile.Chromaticities!);
        ImageFile.Write(_folder.File("b.png"), image);
        var again = ImageFile.Read(_folder.File("b.png"));
        Images.AssertSame(image, again);
        Assert.Equal(image.Profile.Chromaticities, again.Profile!.Chromaticities);
        Assert.Equal(image.Profile with { Chromaticities = null }, again.Profile with { Chromaticities = null });
    }

    [Theory]
    [InlineData("a.png", 200)]
    [InlineData("a.png", 300_000)]
    [InlineData("a.jpg", 200)]
    [InlineData("a.jpg", 65_519)]
    [InlineData("a.jpg", 200_000)]
    public void An_icc_profile_of_any_length_travels_with_the_image(string name, int length)
    {
        var (image, profile) = (Images.Gradient(30, 20, 3), new byte[length]);
        new Random(1).NextBytes(profile);
        ImageFile.Write(_folder.File("plain" + Path.GetExtension(name)), image);
        image.Profile = new ColourProfile { Icc = profile };
        ImageFile.Write(_folder.File(name), image);
        var read = ImageFile.Read(_folder.File(name));
        Assert.Equal(profile, read.Profile!.Icc!.Value.ToArray());
        Images.AssertSame(ImageFile.Read(_folder.File("plain" + Path.GetExtension(name))), read);
        Assert.Same(read.Profile, read.Copy().Profile);
    }

    [Fact]
    public void Without_such_chunks_there_is_no_profile_and_a_broken_one_does_not_spoil_the_picture()
    {
        Assert.Null(Images.Sample("colour-420.jpg").Profile);
        Assert.Null(Images.Sample("picture.png").Profile);
        Assert.True(Images.Sample("cmyk.jpg").Profile!.FromCmyk);

        // The first of two parts, the other one missing.
        var jpeg = File.ReadAllBytes(Images.SamplePath("grey.jpg"));
        byte[] segment = [0xff, 0xe2, 0, 2 + 12 + 2 + 3, .. "ICC_PROFILE\0"u8, 1, 2, 7, 7, 7];
        Assert.Null(ImageFile.Decode("a.jpg", [.. jpeg[..2], .. segment, .. jpeg[2..]]).Profile);
        var png = PngBuilder.Build(4, 3, 8, 0, (x, _, _) => x, false, ("iCCP", [(byte)'a', 0, 0, 1, 2, 3]));
        Assert.Null(ImageFile.Decode("a.png", png).Profile);
    }

    [Fact]
    public void A_disk_that_is_full_is_an_error_that_names_the_file_and_leaves_nothing()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "no folder in which no file can be written");
        var error = Assert.Throws<ImageFileException>(() => ImageFile.Write("/proc/self/a.png", new ImageBuffer(2, 2, 3)));
        Assert.StartsWith("/proc/self/a.png: cannot write the image: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_colour_is_set_at_any_depth_and_alpha_stays()
    {
        var image = Images.Noise(2, 1, 4, 16);
        var (alpha, other) = (image[1, 0, 3], image[0, 0, 0]);
        image.SetColour(1, 0, 2, float.NaN, 0.5f);
        Assert.Equal([65535, 0, 32768, alpha, other], [image[1, 0, 0], image[1, 0, 1], image[1, 0, 2], image[1, 0, 3], image[0, 0, 0]]);
        var grey = new ImageBuffer(1, 1, 2);
        grey.SetColour(0, 0, 1, 0, 0);
        Assert.Equal([76, 0], [grey[0, 0, 0], grey[0, 0, 1]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => grey.SetColour(1, 0, 0, 0, 0));
    }
}
