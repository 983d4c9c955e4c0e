using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Torch.Pickle;
using static TorchSharp.torch;

namespace InpaintLab.Models.WeightMaps;

/// <summary>A network's weights from a file with other keys, and back.</summary>
public static class NetworkWeights
{
    /// <summary>Copies a file's tensors into a network, one at a time, converting type and arrangement.</summary>
    /// <param name="network">The network, on any device; unchanged when the keys or sizes do not fit.</param>
    /// <param name="file">The file.</param>
    /// <param name="map">From the file's keys to the network's.</param>
    /// <returns>The moves made.</returns>
    /// <exception cref="UserErrorException">Keys or sizes do not fit.</exception>
    /// <exception cref="IOException">The file cannot be read; the network may have some of its tensors.</exception>
    public static IReadOnlyList<WeightMove> Load(nn.Module network, TensorFile file, WeightMap map)
    {
        using var constants = no_grad();
        var state = network.state_dict();
        var plan = WeightPlan.Create(
            map,
            file.Name,
            [.. file.Entries.Select(e => new KeyedShape(e.Name, e.Shape))],
            [.. state.Select(s => new KeyedShape(s.Key, s.Value.shape))]);
        foreach (var move in plan)
        {
            using var scope = NewDisposeScope();
            var tensor = file.Read(move.Source);
            state[move.Target].copy_(WeightPlan.Order((int)tensor.dim(), move.Layout) is { } order ? tensor.permute(order) : tensor);
        }

        return plan;
    }

    /// <summary>A network's tensors under the keys, and in the arrangement and type, of a file elsewhere.</summary>
    /// <param name="network">The network.</param>
    /// <param name="map">Read backwards: from the network's keys to the file's. Its roots are not put before them.</param>
    /// <param name="type">Element type of what is not a whole number; null: the map's, or the network's where it names none.</param>
    /// <returns>Tensors of the current dispose scope, or the network's own.</returns>
    /// <exception cref="UserErrorException">A key has no counterpart, or two have the same.</exception>
    public static Dictionary<string, Tensor> Export(nn.Module network, WeightMap map, WeightsType? type = null)
    {
        using var constants = no_grad();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (key, value) in network.state_dict())
        {
            if (map.Backward(key) is not var (name, rule))
                throw new UserErrorException($"the map has no key for the network's {new KeyedShape(key, value.shape)}");
            if (!tensors.TryAdd(name, Converted(Arranged(value, rule.Layout), type ?? map.Dtype)))
            {
                throw new UserErrorException(
                    $"the map gives two of the network's tensors the key '{name}', one of them {new KeyedShape(key, value.shape)}");
            }
        }

        return tensors;
    }

    private static Tensor Arranged(Tensor tensor, WeightLayout layout) =>
        WeightPlan.Order((int)tensor.dim(), layout) is { } order
            ? tensor.permute([.. Enumerable.Range(0, order.Length).Select(d => (long)Array.IndexOf(order, d))])
            : tensor;

    private static Tensor Converted(Tensor tensor, WeightsType? type) =>
        tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64
        && type is { } wanted
        ? tensor.to(wanted switch
        {
            WeightsType.Float16 => ScalarType.Float16,
            WeightsType.Bfloat16 => ScalarType.BFloat16,
            _ => ScalarType.Float32,
        })
        : tensor;
}
