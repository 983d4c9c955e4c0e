using InpaintLab.Torch.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>
/// Tensors that an independent implementation made (tests/Parity): weights, inputs, and what came out of them, in float64 or, where large,
/// float32. Belongs to the dispose scope it was read in.
/// </summary>
internal sealed class Golden
{
    // What the issue asks: within 1e-5 of each tensor's maximum. The goldens were chosen so that this holds on every CPU.
    private const double Tolerance = 1e-5;

    private readonly Dictionary<string, Tensor> _tensors;
    private readonly IReadOnlyDictionary<string, string> _metadata;
    private readonly string _name;
    private readonly ScalarType _precision;

    private Golden(string name, SafetensorsFile file)
    {
        (_name, _tensors, _metadata) = (name, file.ReadAll(), file.Metadata);
        _precision = _metadata.GetValueOrDefault("precision") == "float64" ? ScalarType.Float64 : ScalarType.Float32;
    }

    /// <summary>Reads tests/Parity/<paramref name="name"/>.safetensors.</summary>
    public static Golden Read(string name)
    {
        using var file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "Parity", $"{name}.safetensors"));
        return new Golden(name, file);
    }

    /// <summary>A number that the script noted, such as a width or a weight.</summary>
    public double Number(string key) => double.Parse(_metadata[key]);

    /// <summary>What follows <paramref name="prefix"/> in the keys that start with it, in order.</summary>
    public IEnumerable<string> Keys(string prefix) =>
        _tensors.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k[prefix.Length..]).Order();

    /// <summary>A copy in the golden's precision.</summary>
    public Tensor Input(string key) => _tensors[key].to(_precision, copy: true);

    /// <summary>Gives the module the golden's precision and <c>weights.{prefix}*</c>; all keys must match.</summary>
    public T Into<T>(T module, string prefix = "")
        where T : nn.Module
    {
        var start = $"weights.{prefix}";
        module.to(_precision);
        module.load_state_dict(Keys(start).ToDictionary(key => key, key => _tensors[start + key]));
        return module;
    }

    /// <summary>The tensor equals the golden of that key.</summary>
    public void Check(string key, Tensor actual) => Assertions.Close(_tensors[key], actual, Tolerance, $"{_name}: {key}");

    /// <summary>All goldens under the prefix equal what <paramref name="actual"/> gives for the rest of their keys.</summary>
    public void CheckAll(string prefix, Func<string, Tensor> actual)
    {
        Assert.NotEmpty(Keys(prefix));
        foreach (var key in Keys(prefix))
            Check(prefix + key, actual(key));
    }

    /// <summary>The gradients of all parameters equal <c>{prefix}{key}</c>, no more and no fewer.</summary>
    public void CheckGradients(nn.Module module, string prefix = "grad.")
    {
        var parameters = module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        Assert.Equal(parameters.Keys.Order(), Keys(prefix));
        CheckAll(prefix, key => parameters[key].grad ?? zeros_like(parameters[key]));
    }
}
