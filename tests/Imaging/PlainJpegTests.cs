using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

public sealed class PlainJpegTests
{
    [Theory]
    [InlineData("colour-420.jpg", false)]
    [InlineData("colour-422-progressive.jpg", false)]
    [InlineData("grey.jpg", true)]
    public void Headers_say_what_decoding_gives(string name, bool isGrey)
    {
        var (image, jpeg) = (Images.Sample(name), PlainJpeg.Read(name, Bytes(name)));
        Assert.Equal(new PlainJpeg(new ImageSize(image.Width, image.Height), isGrey), jpeg);
        Assert.Equal(isGrey ? 1 : 3, image.Channels);
    }

    [Theory]
    [InlineData("picture.png")]
    [InlineData("cmyk.jpg")]
    public void Other_files_are_left_to_the_host(string name) => Assert.Null(PlainJpeg.Read(name, Bytes(name)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(6, false)]
    public void Turned_pictures_are_left_to_the_host(int orientation, bool isPlain)
    {
        var turned = ExifOrientationTests.Inject(Bytes("colour-420.jpg"), ExifOrientationTests.Exif(orientation, littleEndian: false));
        Assert.Equal(isPlain, PlainJpeg.Read("turned.jpg", turned) is not null);
    }

    // ITU-T T.81, table B.1: 0xc1 extended sequential, 0xc9 arithmetic coding, 0xca progressive with it.
    [Theory]
    [InlineData(0xc0, true)]
    [InlineData(0xc2, true)]
    [InlineData(0xc1, false)]
    [InlineData(0xc9, false)]
    [InlineData(0xca, false)]
    public void Other_codings_are_left_to_the_host(byte frame, bool isPlain)
    {
        var file = Bytes("colour-420.jpg");
        file[file.AsSpan().IndexOf<byte>([0xff, 0xc0]) + 1] = frame;
        Assert.Equal(isPlain, PlainJpeg.Read("a.jpg", file) is not null);
    }

    [Fact]
    public void Components_that_are_RGB_are_left_to_the_host()
    {
        var file = Bytes("colour-420.jpg");
        byte[] Adobe(byte transform) =>
            [.. file[..2], 0xff, 0xee, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform, .. file[2..]];
        Assert.NotNull(PlainJpeg.Read("a.jpg", Adobe(1)));
        Assert.Null(PlainJpeg.Read("a.jpg", Adobe(0)));

        // Marker, length, bits, height, width, how many, the first one's name.
        file[file.AsSpan().IndexOf<byte>([0xff, 0xc0]) + 10] = (byte)'R';
        Assert.Null(PlainJpeg.Read("a.jpg", file));
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_that_names_it()
    {
        var file = Bytes("colour-420.jpg");
        for (var length = 3; length < file.Length; length++)
        {
            var error = Assert.Throws<ImageFileException>(() => PlainJpeg.Read("photos/cut.jpg", file.AsSpan(0, length)));
            Assert.StartsWith("photos/cut.jpg: expected a readable JPEG image, but ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_other_byte_in_the_headers_is_an_answer_or_an_error_that_names_the_file()
    {
        var file = Bytes("colour-420.jpg");
        var start = file.AsSpan().IndexOf<byte>([0xff, 0xda]);
        for (var position = 2; position < start; position++)
        {
            foreach (var value in new byte[] { 0, 1, 8, 0xc0, 0xff })
            {
                var broken = file.ToArray();
                broken[position] = value;
                if (Record.Exception(() => PlainJpeg.Read("a.jpg", broken)) is { } error)
                    Assert.IsType<ImageFileException>(error);
            }
        }

        // A frame of one component less than it says.
        byte[] cut = [0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 16, 0, 16, 3, 0xff, 0xda, 0, 2, 0xff, 0xd9];
        Assert.Null(PlainJpeg.Read("a.jpg", cut));
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Images.SamplePath(name));
}
