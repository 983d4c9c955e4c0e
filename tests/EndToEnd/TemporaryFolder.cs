using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>An empty folder, deleted with all in it on disposal.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inpaintlab-end-to-end-").FullName;

    public string File(params string[] parts)
    {
        var path = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public string Write(string name, ImageBuffer image)
    {
        ImageFile.Write(File(name), image);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
