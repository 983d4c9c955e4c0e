using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Weights;

namespace InpaintLab.Tests.Core.Weights;

public sealed class WeightMapTests
{
    private const string Map =
        """
        description: a test
        roots: [netG, state.model]
        ignore: ["*.num_batches_tracked"]
        rules:
          - {from: enc*.body*.weight, to: encoder.*.conv*.weight}
          - {regex: '(up|down)_(\d+)\.b', to: $1.$2.bias}
          - {from: head/kernel, to: head.weight, layout: tensorflow}
        """;

    private static readonly WeightMap Read = WeightMap.Read(Map, "map.yaml");

    [Theory]
    [InlineData("enc3.body12.weight", "encoder.3.conv12.weight")]
    [InlineData("up_7.b", "up.7.bias")]
    [InlineData("head/kernel", "head.weight")]
    [InlineData("enc.body1.weight", null)]
    [InlineData("enc3.body12.weights", null)]
    [InlineData("x_up_7.b", null)]
    public void Keys_are_renamed_by_the_first_rule_that_matches_the_whole_key(string key, string? expected) =>
        Assert.Equal(expected, Read.Forward(key)?.Key);

    [Fact]
    public void Rules_with_stars_lead_back()
    {
        Assert.Equal("enc3.body12.weight", Read.Backward("encoder.3.conv12.weight")?.Key);
        var error = Assert.Throws<UserErrorException>(() => Read.Backward("up.7.bias"));
        Assert.Contains("leads from the file to the network only", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("netG.a,other.b", "netG.")]
    [InlineData("state.model.module.a,state.model.module.b,opt.c", "state.model.module.")]
    [InlineData("module.a,module.b", "module.")]
    [InlineData("module.a,b", "")]
    public void The_root_is_found_and_what_DataParallel_puts_before_keys(string keys, string prefix) => Assert.Equal(prefix, Read.Prefix(keys.Split(',')));

    [Theory]
    [InlineData("rules:\n  - {form: a, to: b}", "map.yaml:2:6", "Did you mean 'from'?")]
    [InlineData("rules:\n  - {from: a}", "map.yaml:2", "missing key 'rules[0].to'")]
    [InlineData("rules:\n  - {to: a}", "map.yaml:2:5", "expected one of the keys 'from' and 'regex'")]
    [InlineData("rules:\n  - {from: a.*, to: b}", "map.yaml:2:21", "to: expected as many * as in 'from', 'a.*', received 'b'")]
    [InlineData("rules:\n  - {regex: '(', to: b}", "map.yaml:2:13", "regex: expected a regular expression, received '('")]
    [InlineData("rules:\n  - {from: a, to: b, layout: tensorfow}", "map.yaml:2:30", "Did you mean 'tensorflow'?")]
    [InlineData("", "map.yaml:1:1", "expected a mapping with the keys of a weight map, received an empty file")]
    public void A_wrong_map_is_refused_with_its_place(string text, string place, string message)
    {
        var error = Assert.Throws<SpecException>(() => WeightMap.Read(text, "map.yaml"));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_unused_keys_and_wrong_sizes_are_told_together_with_the_nearest()
    {
        var error = Assert.Throws<UserErrorException>(() => WeightPlan.Create(
            Read,
            "net.pth",
            [new("netG.enc1.body1.weight", [4, 3, 3, 3]), new("netG.enc1.body2.wieght", [2]), new("netG.head/kernel", [1, 1, 5, 7]), new("optimiser", [9])],
            [new("encoder.1.conv1.weight", [4, 3, 5, 5]), new("enc1.body2.weight", [2]), new("head.weight", [7, 5, 1, 1])]));
        Assert.Equal(
            """
            net.pth: its weights do not fit the network: 1 of 3 keys missing, 1 keys of the file not used
              encoder.1.conv1.weight [4, 3, 5, 5]: expected these sizes, received netG.enc1.body1.weight [4, 3, 3, 3]
              enc1.body2.weight [2]: missing in the file; nearest: netG.enc1.body2.wieght [2]
              netG.enc1.body2.wieght [2]: not used: no rule matches it; nearest: enc1.body2.weight [2]
            """,
            error.Message);
    }

    [Fact]
    public void What_is_to_be_ignored_or_beside_the_root_is_no_complaint()
    {
        var move = Assert.Single(WeightPlan.Create(
            Read,
            "net.pth",
            [new("netG.head/kernel", [3, 3, 5, 7]), new("netG.norm.num_batches_tracked", []), new("optimiser", [9])],
            [new("head.weight", [7, 5, 3, 3])]));
        Assert.Equal(new WeightMove("netG.head/kernel", "head.weight", WeightLayout.Tensorflow), move);
    }
}
