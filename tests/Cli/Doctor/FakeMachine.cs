using InpaintLab.Cli.Doctor;

namespace InpaintLab.Tests.Cli.Doctor;

/// <summary>A machine on which all is well; each test makes one thing otherwise.</summary>
internal sealed class FakeMachine : IMachine
{
    public int Cores { get; set; } = 4;

    public long? FreeMemory { get; set; } = 16_000_000_000;

    public long Disk { get; set; } = 100_000_000_000;

    public string RunsFolder { get; set; } = "/runs";

    public string CacheFolder => "/cache";

    public TorchFacts Torch { get; set; } = new(
        null,
        "1.13.0",
        "/usr/lib/libtorch_cpu.so",
        "/native.so",
        "CPU capability usage: AVX2\n, USE_CUDA=OFF",
        ["/usr/lib/libopenblas.so.0", "/usr/lib/libblas.so.3"],
        4,
        0);

    public ClockFacts Clock { get; set; } = new(new DateTime(2026, 2, 1), new DateTime(2026, 1, 1), 0, 0);

    public IReadOnlyList<CodecFacts> Codecs { get; set; } = [new("PNG", "libspng.so.0.7.3", null), new("JPEG", "libturbojpeg.so.0", null)];

    public Dictionary<string, string> Variables { get; } = new() { ["OMP_WAIT_POLICY"] = "passive", ["OPENBLAS_NUM_THREADS"] = "4" };

    /// <summary>Programs that are there, with what they print.</summary>
    public Dictionary<string, string> Programs { get; } = new()
    {
        ["dotnet"] = "8.0.100 [/sdk]\n10.0.100 [/sdk]",
        ["git"] = "git version 2.39",
        ["gnuplot"] = "gnuplot 5.4",
        ["python3"] = "torch 1.13.0 of /usr/bin/python3",
    };

    /// <summary>Folders that cannot be written, and why.</summary>
    public Dictionary<string, string> Unwritable { get; } = [];

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public string? Ask(string program, params string[] arguments) => Programs.GetValueOrDefault(program);

    public string? WhyNotWritable(string folder) => Unwritable.GetValueOrDefault(folder);

    public long FreeDisk(string folder) => Disk;
}
