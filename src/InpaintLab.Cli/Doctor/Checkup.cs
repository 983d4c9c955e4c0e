using InpaintLab.Cli.Doctor.Checks;

namespace InpaintLab.Cli.Doctor;

/// <summary>All checks in the order of the list.</summary>
internal static class Checkup
{
    /// <summary>The checks; a new one is one more line here.</summary>
    public static IReadOnlyList<ICheck> All { get; } =
    [
        new SdkCheck(),
        new LibtorchCheck(),
        new BlasCheck(),
        new OpenMpCheck(),
        new CpuCheck(),
        new CudaCheck(),
        new ImagesCheck(),
        new ToolCheck("figures", "gnuplot", ["--version"], "figures need it", "apt-get install --no-install-recommends gnuplot-nox"),
        new ToolCheck("git", "git", ["--version"], "runs do not record their commit", "apt-get install --no-install-recommends git"),
        new PythonCheck(),
        new RunsFolderCheck(),
        new RunFilesCheck(),
        new CacheCheck(),
        new DiskCheck(),
        new MemoryCheck(),
        new ClockCheck(),
    ];
}
