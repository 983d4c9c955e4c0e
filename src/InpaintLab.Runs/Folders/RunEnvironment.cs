using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Folders;

/// <summary>The machine and the software that a run ran on: <c>environment.json</c>. What is not known is null.</summary>
public sealed record RunEnvironment
{
    private static readonly string[] Variables =
    [
        "OMP_NUM_THREADS", "OMP_WAIT_POLICY", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "LIBTORCH",
    ];

    /// <summary>The version of InpaintLab.</summary>
    public required string PackageVersion { get; init; }

    /// <summary>The commit of the working directory; null outside a repository or without git.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Whether tracked files differ from that commit.</summary>
    public bool? GitDirty { get; init; }

    /// <summary>The program's arguments.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The operating system and its version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The processor's name.</summary>
    public required string Cpu { get; init; }

    /// <summary>Logical processors that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory that the process may use, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Environment variables that decide thread counts and devices, where they are set.</summary>
    public required IReadOnlyDictionary<string, string> ThreadVariables { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string DotNet { get; init; }

    /// <summary>Hash of the list of the dataset's files and their contents.</summary>
    public string? DatasetManifestHash { get; init; }

    /// <summary>Hashes of the weights that the run began from, by name.</summary>
    public IReadOnlyDictionary<string, string> WeightsHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>What other layers know, such as libtorch's version, BLAS and thread counts.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>What can be known here, without any layer above.</summary>
    /// <param name="directory">The directory whose repository is meant; the working directory by default.</param>
    public static RunEnvironment Capture(string? directory = null)
    {
        var (commit, dirty) = GitState.Of(directory ?? Directory.GetCurrentDirectory());
        return new RunEnvironment
        {
            PackageVersion = OwnVersion(),
            GitCommit = commit,
            GitDirty = dirty,
            CommandLine = [.. Environment.GetCommandLineArgs().Skip(1)],
            Host = Environment.MachineName,
            OperatingSystem = RuntimeInformation.OSDescription,
            Cpu = CpuName(),
            Cores = Environment.ProcessorCount,
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            ThreadVariables = Variables
                .Where(v => Environment.GetEnvironmentVariable(v) is not null)
                .ToDictionary(v => v, v => Environment.GetEnvironmentVariable(v)!),
            DotNet = RuntimeInformation.FrameworkDescription,
        };
    }

    /// <summary>Reads <c>environment.json</c>.</summary>
    /// <exception cref="UserErrorException">The file is not one.</exception>
    public static RunEnvironment Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<RunEnvironment>(stream, RunJson.Indented) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path}: expected the environment of a run as JSON: {e.Message}", e);
        }
    }

    /// <summary>Writes <c>environment.json</c>.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, RunJson.Indented) + "\n");

    private static string OwnVersion() =>
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string CpuName()
    {
        const string cpuInfo = "/proc/cpuinfo";
        var lines = File.Exists(cpuInfo) ? File.ReadLines(cpuInfo) : [];
        var name = lines.FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        return name ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
