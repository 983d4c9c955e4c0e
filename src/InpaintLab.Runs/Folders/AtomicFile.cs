using System.Runtime.InteropServices;

namespace InpaintLab.Runs.Folders;

/// <summary>Writes whole files so that a reader, or a crash, only ever meets the old content or the new one.</summary>
public static partial class AtomicFile
{
    private const string TemporaryExtension = ".tmp";

    /// <summary>
    /// Lets <paramref name="write"/> fill a file of a temporary name beside <paramref name="path"/>, waits until it is on the disk,
    /// renames it over <paramref name="path"/> and waits until the folder is on the disk too. When anything throws, the file of that name
    /// is as it was.
    /// </summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="write">Writes the content, and may read it again; does not keep or dispose the stream.</param>
    /// <param name="previous">Where the file that is replaced is kept, in the same folder; null: nowhere.</param>
    /// <exception cref="IOException">The folder is missing or not writable, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write, string? previous = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}{TemporaryExtension}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            // The old file gets its second name before the new one takes its place: there is a whole one of that name at any moment.
            if (previous is not null && File.Exists(path))
                File.Replace(temporary, path, previous);
            else
                File.Move(temporary, path, overwrite: true);
        }
        catch (ArgumentOutOfRangeException e) when (e.TargetSite?.DeclaringType == typeof(RandomAccess))
        {
            // What .NET makes of EFBIG.
            Remove(temporary);
            throw new IOException($"{path}: larger than the file system or a limit of the process allows", e);
        }
        catch
        {
            Remove(temporary);
            throw;
        }

        SyncFolder(folder);
    }

    /// <summary>The same for a text in UTF-8.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Removes what processes that were killed while they wrote left in a folder. None may be writing there.</summary>
    internal static void RemoveLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.GetFiles(folder, $".*{TemporaryExtension}"))
            Remove(path);
    }

    /// <summary>Waits until names created, renamed or deleted in <paramref name="folder"/> are on the disk.</summary>
    internal static void SyncFolder(string folder)
    {
        // .NET opens no folders, and Windows has no such call: there a rename is journalled by the file system.
        if (OperatingSystem.IsWindows())
            return;
        const int readOnly = 0;
        var descriptor = Open(folder, readOnly);
        if (descriptor < 0)
            throw new IOException($"{folder}: cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            // File systems that cannot sync a folder (EINVAL) have nothing more to offer; other errors are a disk's.
            const int invalidArgument = 22;
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() != invalidArgument)
                throw new IOException($"{folder}: cannot be written to the disk: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    // On its way out of another error, which must not be hidden by this one.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
