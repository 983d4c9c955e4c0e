using System.Security.Cryptography;
using InpaintLab.Core;
using InpaintLab.Runs.Folders;
using InpaintLab.Scripting.Compilation;

namespace InpaintLab.Scripting;

/// <summary>
/// Compiled scripts on disk, one file each, found by a hash of the script and of what it sees; what it loads and references is compared by
/// hash as well before it counts. What is damaged or stale is compiled again. Deleting the folder costs time and nothing else. What lies in
/// it is run: on Unix the folder is made for its owner only.
/// </summary>
/// <param name="folder">The folder; made when first written to.</param>
public sealed class ScriptCache(string folder)
{
    private const int Kept = 64;
    private const string Extension = ".script";

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The user's: <c>inpaintlab/scripts</c> in <c>XDG_CACHE_HOME</c>, else in <c>~/.cache</c>.</summary>
    public static ScriptCache Default() => new(CacheFolder.Of("scripts"));

    internal ScriptImage? Find(string key)
    {
        var path = PathOf(key);
        try
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            if (bytes.Length < SHA256.HashSizeInBytes)
                return null;
            var body = bytes[SHA256.HashSizeInBytes..];
            if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes[..SHA256.HashSizeInBytes]))
                return null;
            var image = ScriptImage.Read(body.ToArray());
            if (!image.Inputs.All(input => input.IsUnchanged()))
                return null;
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow); // used lately: pruned last
            return image;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A cache that cannot be written is no reason to fail.
    internal void Keep(string key, ScriptImage image)
    {
        try
        {
            MakeFolder();
            var body = image.ToBytes();
            AtomicFile.Write(PathOf(key), stream =>
            {
                stream.Write(SHA256.HashData(body));
                stream.Write(body);
            });
            foreach (var old in new DirectoryInfo(Folder).GetFiles("*" + Extension).OrderByDescending(f => f.LastWriteTimeUtc).Skip(Kept))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Folder);
        else
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string PathOf(string key) => Path.Combine(Folder, key + Extension);
}
