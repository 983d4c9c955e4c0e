using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Models.Families;
using InpaintLab.Models.WeightMaps;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models.WeightMaps;

public sealed class ShippedMapTests
{
    private static readonly KeyedShape[] Network = [.. ReadKeys("Models", "Keys", "gated-conv.deepfill-v2.generator.txt")];

    // The keys that those ports' networks have, with their sizes.
    [Theory]
    [InlineData("deepfill-v2-pytorch")]
    [InlineData("deepfill-v2-converted")]
    public void Every_key_of_a_port_goes_to_one_of_equal_size_and_none_is_missing(string name)
    {
        var port = ReadKeys("Models", "WeightMaps", "Samples", $"{name}.keys.txt").Select(k => k with { Key = "G." + k.Key }).ToList();
        Assert.Equal(Network.Length, WeightPlan.Create(ShippedMaps.Load(name), name, port, Network).Count);
    }

    [Fact]
    public void TensorFlows_variables_are_rearranged()
    {
        // The official names differ from the converted ones by their ends only.
        var variables = ReadKeys("Models", "WeightMaps", "Samples", "deepfill-v2-converted.keys.txt").Select(k => new KeyedShape(
            "inpaint_net/" + k.Key.Replace(".conv.conv.", $"/{k.Key.Split('.')[0]}_conv/", StringComparison.Ordinal)
                .Replace(".conv.", "/", StringComparison.Ordinal).Replace("/weight", "/kernel", StringComparison.Ordinal),
            k.Shape is [var o, var i, var h, var w] ? [h, w, i, o] : k.Shape)).ToList();
        Assert.Contains("inpaint_net/allconv13_upsample/allconv13_upsample_conv/kernel [3, 3, 96, 96]", variables.Select(v => v.ToString()));
        variables.Add(new("discriminator/conv1/kernel", [5, 5, 4, 64]));
        variables.Add(new("inpaint_net/conv1/kernel/Adam", [5, 5, 5, 48]));
        Assert.Equal(Network.Length, WeightPlan.Create(ShippedMaps.Load("deepfill-v2-tensorflow"), "tf", variables, Network).Count);
    }

    [Theory]
    [InlineData("deepfill-v2-pytorch")]
    [InlineData("deepfill-v2-converted")]
    [InlineData("deepfill-v2-tensorflow")]
    [InlineData("inpaintlab")]
    public void Maps_lead_there_and_back(string name)
    {
        var map = ShippedMaps.Load(name);
        Assert.All(Network, k => Assert.Equal(k.Key, map.Forward(map.Backward(k.Key)!.Value.Key)!.Value.Key));
        Assert.NotEmpty(map.Description);
    }

    [Fact]
    public void Exported_weights_are_rearranged_converted_and_come_back()
    {
        using var scope = NewDisposeScope();
        using var network = new GatedConv(new GatedConvOptions { Width = 4 }).CreateGenerator(64);
        var tensors = NetworkWeights.Export(network, ShippedMaps.Load("deepfill-v2-tensorflow"), WeightsType.Float16);
        Assert.All(tensors.Values, t => Assert.Equal(ScalarType.Float16, t.dtype));
        var kernel = tensors["inpaint_net/conv1/kernel"];
        Assert.Equal([5L, 5, 5, 8], kernel.shape);
        var weight = network.state_dict()["coarse.conv1.conv.weight"].to(ScalarType.Float16);
        Assert.True(kernel.permute(3, 2, 0, 1).contiguous().bytes.SequenceEqual(weight.contiguous().bytes));
    }

    [Fact]
    public void An_unknown_map_is_answered_with_the_nearest_name() => Assert.Contains(
        "Did you mean 'deepfill-v2-pytorch'?",
        Assert.Throws<UserErrorException>(() => ShippedMaps.Load("deepfillv2-pytorch")).Message,
        StringComparison.Ordinal);

    private static IEnumerable<KeyedShape> ReadKeys(params string[] path) => File.ReadLines(Path.Combine([AppContext.BaseDirectory, .. path]))
        .Select(line => line.TrimEnd(']').Split(" ["))
        .Select(parts => new KeyedShape(parts[0], [.. parts[1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]));
}
