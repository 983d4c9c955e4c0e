using System.Diagnostics;
using InpaintLab.Imaging;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Doctor;

/// <summary>The machine that this process runs on. Each thing is looked at when it is first asked for.</summary>
internal sealed class ThisMachine : IMachine
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly Lazy<TorchFacts> _torch = new(TorchProbe.Run);

    /// <inheritdoc/>
    public int Cores => Environment.ProcessorCount;

    /// <inheritdoc/>
    public long? FreeMemory
    {
        get
        {
            const string file = "/proc/meminfo";
            var line = File.Exists(file)
                ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal))
                : null;
            if (line is null)
                return null;
            var system = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;

            // A container may have less than its machine.
            return Math.Min(system, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        }
    }

    /// <inheritdoc/>
    public string RunsFolder => Path.GetFullPath(RunsRoot.Default());

    /// <inheritdoc/>
    public string CacheFolder => Path.Combine(
        Variable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "inpaintlab");

    /// <inheritdoc/>
    public TorchFacts Torch => _torch.Value;

    /// <inheritdoc/>
    public ClockFacts Clock
    {
        get
        {
            var (wall, start, back, last) = (DateTime.UtcNow, Stopwatch.GetTimestamp(), 0, 0L);
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(50))
            {
                var now = Stopwatch.GetTimestamp();
                if (now < last)
                    back++;
                last = now;
            }

            var (end, elapsed) = (DateTime.UtcNow, Stopwatch.GetElapsedTime(start));
            return new ClockFacts(end, File.GetLastWriteTimeUtc(typeof(ThisMachine).Assembly.Location), back, ((end - wall) / elapsed) - 1);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<CodecFacts> Codecs => [Try("PNG", ".png", "spng"), Try("JPEG", ".jpg", "turbojpeg")];

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public string? Ask(string program, params string[] arguments) =>
        Subprocess.Run(program, arguments, LongestWait) is { ExitCode: 0 } answer ? answer.Output.Trim() : null;

    /// <inheritdoc/>
    public string? WhyNotWritable(string folder)
    {
        if (Directory.Exists(folder))
            return Try(folder);
        if (File.Exists(folder))
            return "expected a folder, found a file";
        var above = Existing(folder);
        return Try(above) is { } why ? $"is not there, and {above}: {why}" : null;

        static string? Try(string place)
        {
            try
            {
                using var file = File.Create(Path.Combine(place, $".inpaintlab-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose);
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return e.Message;
            }
        }
    }

    /// <inheritdoc/>
    public long FreeDisk(string folder) => new DriveInfo(Existing(folder)).AvailableFreeSpace;

    private static string Existing(string folder) =>
        Directory.Exists(folder) ? folder : Path.GetDirectoryName(folder) is { } above ? Existing(above) : folder;

    private static CodecFacts Try(string format, string extension, string library)
    {
        var file = Path.Combine(Path.GetTempPath(), $"inpaintlab-{Guid.NewGuid():N}{extension}");
        try
        {
            ImageFile.Write(file, ImageBuffer.FromPlanar(new float[3 * 8 * 8], 3, 8, 8));
            var read = ImageFile.Read(file);
            var failure = (read.Width, read.Height) == (8, 8) ? null : $"wrote 8 x 8 px, read {read.Width} x {read.Height}";
            return new CodecFacts(format, Path.GetFileName(TorchProbe.LoadedFiles(library).FirstOrDefault() ?? ""), failure);
        }
        catch (Exception e)
        {
            return new CodecFacts(format, "", e.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
