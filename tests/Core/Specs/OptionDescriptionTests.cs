using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class OptionDescriptionTests
{
    [Fact]
    public void Keys_ranges_defaults_and_nested_keys_are_told() => Assert.Equal(
        [
            new OptionDescription("root_folder", "text", null),
            new OptionDescription("share", "a finite number from 0 to 1", "0.5"),
            new OptionDescription("limit", "an integer", "null"),
            new OptionDescription("names", "a list of which each item is text", "[]"),
            new OptionDescription("inner.flag", "true or false", "true"),
        ],
        OptionDescription.Of(typeof(Outer)));

    private sealed record Outer
    {
        public required string RootFolder { get; init; }

        [Range(0.0, 1.0)]
        public double Share { get; init; } = 0.5;

        public int? Limit { get; init; }

        public IReadOnlyList<string> Names { get; init; } = [];

        public Inner Inner { get; init; } = new();
    }

    private sealed record Inner
    {
        public bool Flag { get; init; } = true;
    }
}
