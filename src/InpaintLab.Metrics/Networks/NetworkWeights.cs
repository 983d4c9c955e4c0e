using InpaintLab.Core.Errors;
using InpaintLab.Torch.Pickle;
using InpaintLab.Torch.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Networks;

/// <summary>Fills a network from a file of weights.</summary>
internal static class NetworkWeights
{
    // Named at most, so that a file of another network gives a message and not a page.
    private const int Named = 5;

    /// <summary>
    /// Fills all of the network. What else the file holds (a classifier, later blocks) is passed over; counters of batches, which older
    /// files lack, may be missing.
    /// </summary>
    /// <param name="network">The network; on the CPU.</param>
    /// <param name="path">A file of PyTorch's or safetensors.</param>
    /// <exception cref="UserErrorException">A tensor is missing or has another shape; it is named.</exception>
    public static void Load(nn.Module network, string path)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var own = network.state_dict();
        var found = Read(path, own.Keys);
        var wrong = own
            .Where(o => !o.Key.EndsWith(".num_batches_tracked", StringComparison.Ordinal))
            .Select(o => Complaint(o.Key, o.Value, found.GetValueOrDefault(o.Key)))
            .OfType<string>()
            .ToList();
        if (wrong.Count > 0)
        {
            var more = wrong.Count > Named ? $"; and {wrong.Count - Named} more" : "";
            throw new UserErrorException($"{path}: not the weights of {network.GetName()}: {string.Join("; ", wrong.Take(Named))}{more}");
        }

        foreach (var (name, tensor) in own)
        {
            if (found.TryGetValue(name, out var value))
                tensor.copy_(value);
        }
    }

    /// <summary>The tensors of those names, as far as the file has them.</summary>
    internal static Dictionary<string, Tensor> Read(string path, IEnumerable<string> names)
    {
        try
        {
            using var file = TensorFile.Open(path);
            var present = file.Entries.Select(e => e.Name).ToHashSet();
            return names.Where(present.Contains).ToDictionary(name => name, name => file.Read(name));
        }
        catch (Exception e) when (e is SafetensorsException or PickleException)
        {
            throw new UserErrorException(e.Message, e);
        }
    }

    private static string? Complaint(string name, Tensor own, Tensor? found)
    {
        if (found is null)
            return $"expected tensor '{name}' {Shape(own)}, found none";
        if (!own.shape.SequenceEqual(found.shape))
            return $"expected tensor '{name}' {Shape(own)}, found {Shape(found)}";
        return found.isfinite().all().ToBoolean() ? null : $"tensor '{name}': expected finite numbers, found NaN or infinity";
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
