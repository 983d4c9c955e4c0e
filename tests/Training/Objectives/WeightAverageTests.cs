using InpaintLab.Torch;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Objectives;

public sealed class WeightAverageTests
{
    [Fact]
    public void It_starts_at_the_weights_follows_them_by_the_decay_and_copies_buffers()
    {
        using var scope = NewDisposeScope();
        using var source = new OneColour(8, -4, 0.5f);
        using var average = new WeightAverage(source, new OneColour(0, 0, 0), decay: 0.9);
        AssertColour([8, -4, 0.5f], average.Generator);

        Set(source, 0, 7, 0.5f);
        source.Forwards.fill_(41);
        average.Update(1); // min(0.9, 2/11)
        AssertColour([8 * 2f / 11, (-4 * 2f / 11) + (7 * 9f / 11), 0.5f], average.Generator);
        Assert.Equal(41, ((OneColour)average.Generator).Forwards.item<float>());

        Set(source, 1, 1, 1);
        average.Update(0);
        AssertColour([1, 1, 1], average.Generator);
        Set(source, 2, 2, 2);
        average.Update(1000); // the decay itself
        AssertColour([1.1f, 1.1f, 1.1f], average.Generator);
    }

    [Fact]
    public void The_average_is_not_trained_and_the_source_stays_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var source = new OneColour(1, 2, 3);
        using var average = new WeightAverage(source, new OneColour(0, 0, 0), 0.5);
        average.Update(5);
        Assert.All(average.Generator.parameters(), p => Assert.False(p.requires_grad));
        Assert.All(source.parameters(), p => Assert.True(p.requires_grad));
        Assert.False(average.Generator.training);
        AssertColour([1, 2, 3], source);
    }

    [Fact]
    public void Disposing_it_frees_the_averaged_generator_only()
    {
        using var source = new OneColour(1, 2, 3);
        var before = LiveTensors.Settled();
        new WeightAverage(source, new OneColour(0, 0, 0), 0.5).Dispose();
        Assert.Equal(before, LibTorch.LiveTensors);
        Assert.False(source.Colour.IsInvalid);
    }

    private static void AssertColour(float[] expected, nn.Module generator) =>
        Assert.Equal(expected, ((OneColour)generator).Colour.data<float>().ToArray(), (a, b) => MathF.Abs(a - b) < 1e-6);

    private static void Set(OneColour generator, params float[] rgb)
    {
        using var constants = no_grad();
        generator.Colour.copy_(tensor(rgb, [1, 3, 1, 1]));
    }
}
