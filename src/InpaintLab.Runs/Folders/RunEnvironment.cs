using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>SHA-256 of <see cref="GitDiff"/>; null where there are no changes or they are not known.</summary>
    public string? GitDiffHash { get; init; }

    /// <summary>
    /// The changes of tracked files against that commit, as <c>git apply</c> takes them; a file of its own in the run's folder.
    /// </summary>
    [JsonIgnore]
    public string? GitDiff { get; init; }

    /// <summary>The working directory: what relative paths were relative to.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The program's arguments.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The operating system and its version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The processor's name.</summary>
    public required string Cpu { get; init; }

    /// <summary>The models of NVIDIA's GPUs, by its driver; null where that is not there.</summary>
    public IReadOnlyList<string>? Gpus { get; init; }

    /// <summary>The version of NVIDIA's driver; null without.</summary>
    public string? GpuDriver { get; init; }

    /// <summary>Logical processors that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory that the process may use, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Environment variables that decide thread counts and devices, where they are set.</summary>
    public required IReadOnlyDictionary<string, string> ThreadVariables { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string DotNet { get; init; }

    /// <summary>
    /// Hash of what decides which images the dataset holds: names and lengths of files, or the parameters of a generator.
    /// </summary>
    public string? DatasetManifestHash { get; init; }

    /// <summary>Hash of the dataset's files by their contents; null for a dataset without files.</summary>
    public string? DatasetContentHash { get; init; }

    /// <summary>Which images the run saw.</summary>
    [JsonIgnore]
    public DatasetIdentity Dataset => new(DatasetManifestHash, DatasetContentHash);

    /// <summary>The seeds that all randomness derives from, by what they are for.</summary>
    public IReadOnlyDictionary<string, long> Seeds { get; init; } = new Dictionary<string, long>();

    /// <summary>Hashes of the weights that the run began from or measures with, by name.</summary>
    public IReadOnlyDictionary<string, string> WeightsHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>The metrics that scripts of the spec define, by name; the scripts' hashes are among <see cref="Extra"/>.</summary>
    public IReadOnlyDictionary<string, RecordedMetric> ScriptMetrics { get; init; } = new Dictionary<string, RecordedMetric>();

    /// <summary>What other layers know, such as libtorch's version, BLAS and thread counts.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>What can be known here, without any layer above.</summary>
    /// <param name="directory">The directory whose repository is meant; the working directory by default.</param>
    public static RunEnvironment Capture(string? directory = null)
    {
        var (commit, diff) = GitState.Of(directory ?? Directory.GetCurrentDirectory());
        var (gpus, driver) = NvidiaDriver.Read();
        return new RunEnvironment
        {
            PackageVersion = OwnVersion(),
            GitCommit = commit,
            GitDirty = diff is null ? null : diff.Length > 0,
            GitDiff = diff,
            GitDiffHash = string.IsNullOrEmpty(diff) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(diff))),
            WorkingDirectory = Directory.GetCurrentDirectory(),
            CommandLine = [.. Environment.GetCommandLineArgs().Skip(1)],
            Host = Environment.MachineName,
            OperatingSystem = RuntimeInformation.OSDescription,
            Cpu = CpuName(),
            Gpus = gpus,
            GpuDriver = driver,
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
