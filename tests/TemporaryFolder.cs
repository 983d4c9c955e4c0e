using System.Text;
using InpaintLab.Imaging;

namespace InpaintLab.Tests;

/// <summary>An empty folder, deleted with all in it on disposal.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inpaintlab-test-").FullName;

    /// <summary>The path of something in it, which need not exist.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public static implicit operator string(TemporaryFolder folder) => folder.Path;

    /// <summary>The path of a file to be, in a folder that exists.</summary>
    public string File(params string[] parts)
    {
        var path = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public string Write(string name, ImageBuffer image)
    {
        ImageFile.Write(File(name), image);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
