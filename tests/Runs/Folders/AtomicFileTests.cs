using System.Text;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Runs.Folders;

public class AtomicFileTests
{
    [Fact]
    public void A_file_is_created_and_replaced()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder.File("a"), "one");
        AtomicFile.WriteText(folder.File("a"), "zwei ü");

        Assert.Equal("zwei ü", File.ReadAllText(folder.File("a"), Encoding.UTF8));
        Assert.Equal([folder.File("a")], Directory.GetFiles(folder));
    }

    [Fact]
    public void The_old_content_stands_until_the_new_one_is_complete()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder.File("a"), "old");

        AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder.File("a")));
        });

        Assert.Equal("new", File.ReadAllText(folder.File("a")));
    }

    [Fact]
    public void When_writing_fails_the_old_file_stands_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder.File("a"), "old");

        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.WriteByte(1);
            throw new InvalidDataException();
        }));

        Assert.Equal("old", File.ReadAllText(folder.File("a")));
        Assert.Equal([folder.File("a")], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_missing_folder_is_an_error() =>
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText("/nowhere/at/all", "x"));
}
