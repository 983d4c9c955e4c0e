namespace InpaintLab.Tests.Imaging;

/// <summary>An empty folder, deleted with all in it on disposal.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("inpaintlab-imaging-").FullName;

    public string File(string name) => Path.Combine(_root, name);

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
