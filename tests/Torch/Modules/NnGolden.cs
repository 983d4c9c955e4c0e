using InpaintLab.Torch;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Modules;

/// <summary>What PyTorch computed (tests/Parity/nn), and comparison with it.</summary>
internal sealed class NnGolden(string name = "nn_golden") : IDisposable
{
    private readonly SafetensorsFile _file =
        SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "Parity", "nn", $"{name}.safetensors"));

    internal Tensor Read(string key) => _file.Read(key);

    /// <summary>Tensors whose key starts with the prefix, by the rest of the key.</summary>
    internal Dictionary<string, Tensor> ReadAll(string prefix) => _file.Entries
        .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Name[prefix.Length..], entry => _file.Read(entry.Name));

    /// <summary>Equal shape, type and, to a tolerance relative to the golden's largest value, elements.</summary>
    internal void Check(string key, Tensor actual, double tolerance = 1e-12)
    {
        var expected = Read(key);
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        var (want, have) = (Values(expected), Values(actual));
        var largest = want.Length == 0 ? 0 : want.Max(Math.Abs);
        for (var i = 0; i < want.Length; i++)
        {
            var difference = Math.Abs(want[i] - have[i]);
            Assert.True(difference <= tolerance * (1 + largest), $"{key}[{i}]: expected {want[i]:R}, received {have[i]:R}");
        }
    }

    internal static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).data<double>().ToArray();

    /// <summary>Runs the action and fails when tensors made by it are still alive.</summary>
    internal static void LeavesNothing(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = LibTorch.LiveTensors;
        action();
        Assert.Equal(before, LibTorch.LiveTensors);
    }

    public void Dispose() => _file.Dispose();
}
