using System.Text;
using InpaintLab.Torch.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics;

/// <summary>Numbers from a formula, as tests/Parity/seeded.py computes them: weights of networks that no file need hold.</summary>
internal static class Seeded
{
    /// <summary>Numbers in [0,1), float64.</summary>
    public static Tensor Uniform(string name, params long[] shape)
    {
        var seed = Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (h, b) => (h ^ b) * 16777619u);
        var values = new double[shape.TotalSize()];
        for (var i = 0; i < values.Length; i++)
        {
            var x = ((uint)i * 0x9E3779B1u) + seed;
            x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
            x = (x ^ (x >> 13)) * 0xC2B2AE35u;
            values[i] = (x ^ (x >> 16)) / 4294967296.0;
        }

        return tensor(values, shape);
    }

    /// <summary>The weights of that name.</summary>
    public static Tensor Weights(string name, long[] shape)
    {
        var u = Uniform(name, shape);
        if (name.StartsWith("lin", StringComparison.Ordinal))
            return u;
        if (shape.Length == 4)
            return ((u * 2) - 1) * Math.Sqrt(6.0 / (shape[1] * shape[2] * shape[3]));
        return name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("bn.weight", StringComparison.Ordinal) ? u + 0.5 : ((u * 2) - 1) * 0.1;
    }

    /// <summary>Fills a network, in float64.</summary>
    public static void Fill(nn.Module network)
    {
        network.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var (name, tensor) in network.state_dict())
        {
            if (tensor.shape.Length > 0)
                tensor.copy_(Weights(name, tensor.shape));
        }
    }

    /// <summary>Writes a network's weights as a user's file has them, float32, changed at will.</summary>
    public static void Write(string path, nn.Module network, Action<Dictionary<string, Tensor>>? change = null)
    {
        using var scope = NewDisposeScope();
        var weights = network.state_dict()
            .Where(entry => entry.Value.shape.Length > 0)
            .ToDictionary(entry => entry.Key, entry => Weights(entry.Key, entry.Value.shape).to(ScalarType.Float32));
        change?.Invoke(weights);
        SafetensorsWriter.Write(path, weights);
    }
}
