namespace InpaintLab.Runs.Folders;

/// <summary>What NVIDIA's kernel driver says of itself, without any of its libraries.</summary>
internal static class NvidiaDriver
{
    private const string Root = "/proc/driver/nvidia";

    /// <summary>The GPUs' models and the driver's version; nulls where there is no such driver.</summary>
    public static (IReadOnlyList<string>? Gpus, string? Version) Read()
    {
        try
        {
            // "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 ..."
            var line = File.ReadLines(Path.Combine(Root, "version")).First();
            var version = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ElementAtOrDefault(1);
            var gpus = Directory.GetDirectories(Path.Combine(Root, "gpus")).Order(StringComparer.Ordinal).Select(ModelOf).ToList();
            return (gpus, version);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static string ModelOf(string gpu)
    {
        var line = File.ReadLines(Path.Combine(gpu, "information")).First(l => l.StartsWith("Model:", StringComparison.Ordinal));
        return line.Split(':', 2)[1].Trim();
    }
}
