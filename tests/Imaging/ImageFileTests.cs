using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png", true)]
    [InlineData("folder.x/B.JPG", true)]
    [InlineData("c.Jpeg", true)]
    [InlineData("d.gif", false)]
    [InlineData("png", false)]
    [InlineData("e.png.txt", false)]
    public void Image_files_are_known_by_their_extension(string path, bool expected) =>
        Assert.Equal(expected, ImageFile.HasImageExtension(path));

    [Fact]
    public void The_content_decides_not_the_extension()
    {
        var image = Images.Noise(5, 5, 3, 8);
        ImageFile.Write(_folder.File("a.png"), image);
        File.Move(_folder.File("a.png"), _folder.File("a.jpg"));
        Images.AssertSame(image, ImageFile.Read(_folder.File("a.jpg")));
    }

    [Fact]
    public void What_is_no_image_is_named_with_what_was_found()
    {
        AssertError(_folder.File("absent.png"), "no such file");
        AssertError(_folder["absent/a.png"], "no such file: its folder does not exist");
        AssertError(_folder.Write("empty.png", []), "expected an image, found an empty file");
        AssertError(Path.GetTempPath(), "expected an image file, found a folder");
        AssertError(
            _folder.Write("text.png", "GIF89a.."u8.ToArray()),
            "expected a PNG or JPEG image, found a file that starts with bytes 4749463839612E2E");
        AssertError(_folder.Write("one.png", [0x89]), "expected a PNG or JPEG image, found a file that starts with bytes 89");
        AssertError(
            _folder.Write("cut.jpg", [0xff, 0xd8, 0xff, 0xe0]),
            "expected a readable JPEG image, but the file ends after 4 bytes, before its picture");
    }

    [Fact]
    public void Writing_fails_with_a_reason_and_leaves_nothing_behind()
    {
        var image = new ImageBuffer(2, 2, 1);
        var unknown = Assert.Throws<ImageFileException>(() => ImageFile.Write(_folder.File("a.webp"), image));
        Assert.Contains("'.webp'; expected one of .png, .jpg, .jpeg", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ImageFileException>(() => ImageFile.Write(_folder["absent/a.png"], image));
        Directory.CreateDirectory(_folder.File("folder.png"));
        Assert.Throws<ImageFileException>(() => ImageFile.Write(_folder.File("folder.png"), image));
        Assert.Equal([_folder.File("folder.png")], Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder.File("x"))!));
    }

    [Fact]
    public void Writing_replaces_a_file()
    {
        ImageFile.Write(_folder.File("a.png"), new ImageBuffer(2, 2, 1));
        var image = Images.Noise(3, 3, 4, 16);
        ImageFile.Write(_folder.File("a.png"), image);
        Images.AssertSame(image, ImageFile.Read(_folder.File("a.png")));
    }

    [Fact]
    public void Many_threads_read_and_write_at_once()
    {
        var images = Enumerable.Range(0, 24).Select(i => Images.Noise(40 + i, 30, 1 + (i % 4), i % 2 == 0 ? 8 : 16, seed: i)).ToArray();
        var expected = Images.Sample("colour-420.jpg");
        Parallel.For(0, images.Length, i =>
        {
            ImageFile.Write(_folder.File($"{i}.png"), images[i]);
            Images.AssertSame(images[i], ImageFile.Read(_folder.File($"{i}.png")));
            Images.AssertSame(expected, Images.Sample("colour-420.jpg"));
        });
    }

    private static void AssertError(string path, string problem)
    {
        foreach (Action read in new Action[] { () => ImageFile.Read(path), () => ImageFile.ReadSize(path) })
        {
            UserErrorException error = Assert.Throws<ImageFileException>(read);
            Assert.Equal($"{path}: {problem}", error.Message);
        }
    }
}
