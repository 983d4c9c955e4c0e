using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered transform must keep.</summary>
public sealed class TransformContractTests(DataComponents components) : IClassFixture<DataComponents>
{
    private const int Height = 20;
    private const int Width = 14;

    public static TheoryData<string> Names => DataComponents.Transforms;

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_stay_in_range_and_something_changes(string name)
    {
        var transform = Create(name);
        for (var i = 0; i < 20; i++)
        {
            var image = Apply(transform, i);
            Assert.All(image, value => Assert.InRange(value, 0, 1));
            Assert.NotEqual(Image(i), image);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Depends_on_image_and_stream_alone_from_any_thread(string name)
    {
        var transform = Create(name);
        var expected = Enumerable.Range(0, 64).Select(i => Apply(Create(name), i)).ToArray();
        Parallel.For(0, 64, i => Assert.Equal(expected[i], Apply(transform, i)));
    }

    private static float[] Apply(ITransform transform, int index)
    {
        var image = Image(index);
        transform.Apply(image, Height, Width, RandomStream.Create(7, "contract", 0, index));
        return image;
    }

    private static float[] Image(int index)
    {
        var stream = RandomStream.Create(8, "image", 0, index);
        return [.. Enumerable.Range(0, 3 * Height * Width).Select(_ => (float)stream.Uniform())];
    }

    private ITransform Create(string name) => components.Create<ITransform>(typeof(TransformAttribute), name);
}
