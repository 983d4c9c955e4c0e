using System.Buffers.Binary;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;

namespace InpaintLab.Tests.Imaging;

public sealed class ExifOrientationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // EXIF 2.32, Orientation: on which side of the upright picture the stored first row and first column lie.
    [Theory]
    [InlineData(1, "top", "left")]
    [InlineData(2, "top", "right")]
    [InlineData(3, "bottom", "right")]
    [InlineData(4, "bottom", "left")]
    [InlineData(5, "left", "top")]
    [InlineData(6, "right", "top")]
    [InlineData(7, "right", "bottom")]
    [InlineData(8, "left", "bottom")]
    public void The_picture_is_turned_upright(int orientation, string firstRow, string firstColumn)
    {
        foreach (var littleEndian in new[] { true, false })
        {
            var path = _folder.Write("turned.jpg", Inject(Marked(), Exif(orientation, littleEndian)));
            var image = ImageFile.Read(path);
            Assert.Equal(orientation >= 5 ? (16, 32) : (32, 16), (image.Width, image.Height));
            Assert.Equal(new ImageSize(image.Width, image.Height), ImageFile.ReadSize(path));

            // White marks the stored (first row, first column), grey the stored (first row, last column).
            Assert.True(CornerOf(image, firstRow, firstColumn) > 200);
            Assert.InRange(CornerOf(image, firstRow, Opposite(firstColumn)), 100, 156);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void An_orientation_that_does_not_exist_is_ignored(int orientation)
    {
        var image = ImageFile.Read(_folder.Write("a.jpg", Inject(Marked(), Exif(orientation, littleEndian: true))));
        Assert.Equal(32, image.Width);
    }

    [Fact]
    public void Broken_metadata_never_spoil_the_picture()
    {
        var exif = Exif(6, littleEndian: false);
        var jpeg = Marked();
        for (var length = 0; length < exif.Length; length++)
            Assert.Equal(48, ReadSides(exif[..length]));
        for (var position = 0; position < exif.Length; position++)
        {
            foreach (var value in new byte[] { 0, 1, 127, 128, 255 })
            {
                var broken = exif.ToArray();
                broken[position] = value;
                Assert.Equal(48, ReadSides(broken));
            }
        }

        int ReadSides(byte[] payload)
        {
            var image = ImageFile.Decode("a.jpg", Inject(jpeg, payload));
            return image.Width + image.Height;
        }
    }

    /// <summary>A black JPEG of 32 x 16 with its top left 8 x 8 block white and its top right one grey.</summary>
    private byte[] Marked()
    {
        var image = Canvas.Create(32, 16, Colour.Black);
        Canvas.Fill(image, 0, 0, 8, 8, Colour.White);
        Canvas.Fill(image, 24, 0, 8, 8, new Colour(128, 128, 128));
        ImageFile.Write(_folder.File("marked.jpg"), image);
        return File.ReadAllBytes(_folder.File("marked.jpg"));
    }

    /// <summary>The red of the middle of the 8 x 8 block in the corner between two sides.</summary>
    private static int CornerOf(ImageBuffer image, params string[] sides) => image[
        sides.Contains("left", StringComparer.Ordinal) ? 3 : image.Width - 4,
        sides.Contains("top", StringComparer.Ordinal) ? 3 : image.Height - 4,
        0];

    private static string Opposite(string side) => side switch { "left" => "right", "right" => "left", "top" => "bottom", _ => "top" };

    internal static byte[] Inject(byte[] jpeg, byte[] app1)
    {
        var length = app1.Length + 2;
        return [.. jpeg[..2], 0xff, 0xe1, (byte)(length >> 8), (byte)length, .. app1, .. jpeg[2..]];
    }

    /// <summary>An APP1 payload with two tags: Make (0x010f), then Orientation.</summary>
    internal static byte[] Exif(int orientation, bool littleEndian)
    {
        var tiff = new byte[8 + 2 + 24 + 4];
        tiff.AsSpan(0, 2).Fill((byte)(littleEndian ? 'I' : 'M'));
        Word(2, 42);
        Long(4, 8);
        Word(8, 2);
        Word(10, 0x010f);
        Word(12, 2);
        Long(14, 4);
        Word(22, 0x0112);
        Word(24, 3);
        Long(26, 1);
        Word(30, orientation);
        return [.. "Exif\0\0"u8, .. tiff];

        void Word(int at, int value)
        {
            if (littleEndian)
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), (ushort)value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), (ushort)value);
        }

        void Long(int at, int value)
        {
            if (littleEndian)
                BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at), value);
            else
                BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at), value);
        }
    }
}
