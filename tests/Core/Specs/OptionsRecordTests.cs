using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>Options records that the spec language cannot fill are our error and say which property.</summary>
public sealed class OptionsRecordTests
{
    private sealed record DictionaryOptions
    {
        public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();
    }

    [Mask("dictionary")]
    private sealed class WithDictionary(DictionaryOptions options)
    {
        public DictionaryOptions Options { get; } = options;
    }

    private sealed record KindOptions
    {
        public string Kind { get; init; } = "";
    }

    [Mask("kind")]
    private sealed class WithKind(KindOptions options)
    {
        public KindOptions Options { get; } = options;
    }

    [Theory]
    [InlineData("dictionary", "DictionaryOptions.Sizes: a spec cannot hold")]
    [InlineData("kind", "KindOptions.Kind: the key 'kind' already has a meaning")]
    public void A_property_that_no_key_can_fill(string name, string expected)
    {
        var registry = new ComponentRegistry([typeof(WithDictionary), typeof(WithKind), typeof(Photos), typeof(Tiny)]);
        var text = FakeComponents.Minimal.Replace("boxes", name);

        var error = Assert.Throws<InvalidOperationException>(() => SpecLoader.LoadText(text, "spec.yaml", [], registry));
        Assert.Contains(expected, error.Message);
    }
}
