using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Masks;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered mask must keep.</summary>
public sealed class MaskContractTests(DataComponents components) : IClassFixture<DataComponents>
{
    public static TheoryData<string> Names => DataComponents.Masks;

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_the_size_asked_for_only_0_and_1_and_both_of_them(string name)
    {
        var generator = Create(name);
        foreach (var (height, width) in new[] { (64, 64), (64, 96), (96, 64), (16, 16), (37, 53), (256, 256) })
        {
            for (var i = 0; i < 20; i++)
            {
                var mask = generator.Draw(Stream(i), height, width);
                Assert.Equal((height, width, height * width), (mask.Height, mask.Width, mask.Pixels.Length));
                Assert.Equal(-1, mask.Pixels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)1));
                Assert.Equal(mask.Pixels.Count(p => p == 1), mask.HolePixels);
                Assert.InRange(mask.HolePixels, 1, mask.Pixels.Length - 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Depends_on_the_stream_alone(string name)
    {
        var (first, second) = (Create(name), Create(name));
        second.Draw(Stream(99), 64, 96);
        for (var i = 0; i < 20; i++)
            Assert.Equal(first.Draw(Stream(i), 64, 96).Pixels, second.Draw(Stream(i), 64, 96).Pixels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Can_be_drawn_from_several_threads(string name)
    {
        var generator = Create(name);
        var expected = Enumerable.Range(0, 64).Select(i => Create(name).Draw(Stream(i), 48, 48).Pixels).ToArray();
        Parallel.For(0, 64, i => Assert.Equal(expected[i], generator.Draw(Stream(i), 48, 48).Pixels));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_the_bounds_on_the_hole_ratio(string name)
    {
        var generator = Create(name, (nameof(MaskOptions.MinRatio), 0.15), (nameof(MaskOptions.MaxRatio), 0.3));
        for (var i = 0; i < 100; i++)
            Assert.InRange(generator.Draw(Stream(i), 64, 64).HoleRatio, 0.15, 0.3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_which_ratios_it_saw_when_the_bounds_cannot_be_met(string name)
    {
        var generator = Create(name, (nameof(MaskOptions.MinRatio), 0.995));
        var error = Assert.Throws<UserErrorException>(() => generator.Draw(Stream(0), 64, 64));
        Assert.Contains($"mask '{name}'", error.Message);
        Assert.Contains("min_ratio 0.995", error.Message);
        Assert.Matches(@"tries gave [\d.]+ to [\d.]+", error.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_bounds_in_the_wrong_order(string name) =>
        Assert.Contains(
            "min_ratio <= max_ratio",
            Assert.Throws<UserErrorException>(
                () => Create(name, (nameof(MaskOptions.MinRatio), 0.5), (nameof(MaskOptions.MaxRatio), 0.4))).Message);

    private static RandomStream Stream(long index) => RandomStream.Create(7, "contract", 0, index);

    private IMaskGenerator Create(string name, params (string Property, object Value)[] changes) =>
        components.Create<IMaskGenerator>(typeof(MaskAttribute), name, changes);
}
