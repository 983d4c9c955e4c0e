using InpaintLab.Core.Weights;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Metrics.Networks;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics;

/// <summary>A store whose weights are from a formula and small: of FID's network what stands before the first layer of features.</summary>
internal static class FakeWeights
{
    /// <summary>A store in a folder that has weights for <c>fid64</c>, and a file in the place of SqueezeNet's that is not its.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="change">What makes them others.</param>
    public static WeightsStore Store(string folder, Action<Dictionary<string, Tensor>>? change = null)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "seeded.safetensors");
        using (var network = new InceptionV3(64))
            Seeded.Write(path, network, change);
        string[] given = [FeatureSource.FidWeights, "squeezenet-keras"];
        return new WeightsStore(folder, [.. given.Select(name => Entry(name, path)), .. WeightsCatalogue.Entries.Where(e => !given.Contains(e.Name))]);
    }

    private static WeightsEntry Entry(string name, string path) => new()
    {
        Name = name,
        FileName = Path.GetFileName(path),
        Url = new Uri("https://example.org/weights"),
        Sha256 = WeightsStore.HashOf(path),
        Size = new FileInfo(path).Length,
        Licence = "MIT",
        Content = "a test",
        NeededBy = "fid64",
    };
}
