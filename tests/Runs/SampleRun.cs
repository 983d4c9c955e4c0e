using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Runs;

/// <summary>Runs for tests.</summary>
internal static class SampleRun
{
    public static RunDescription Description { get; } = new()
    {
        Name = "places-64",
        Family = "gated-conv",
        Variant = "unet",
        Mask = "free-form+box",
        Dataset = "images",
        Resolution = 64,
        Seed = 7,
        SpecHash = "abc123",
    };

    public static RunEnvironment Environment { get; } = RunEnvironment.Capture();

    /// <summary>A new run, with the writer to be disposed.</summary>
    public static RunWriter Create(string root, string name = "places-64", long seed = 7) =>
        RunWriter.Create(root, Description with { Name = name, Seed = seed }, "name: " + name + "\n", Environment);
}
