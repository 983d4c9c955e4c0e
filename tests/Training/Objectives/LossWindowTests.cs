using InpaintLab.Torch;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Objectives;

public sealed class LossWindowTests
{
    [Fact]
    public void Means_are_over_the_values_of_each_key_in_float64()
    {
        using var scope = NewDisposeScope();
        using var window = new LossWindow();
        window.Add("b", tensor(1f));
        window.Add("b", tensor(1e-12));
        window.Add("a", 3);
        Assert.Equal([("a", 3.0), ("b", (1 + 1e-12) / 2)], window.Means());
        Assert.Equal(2, window.Means().Count);
    }

    [Fact]
    public void Values_that_are_no_numbers_show_in_the_mean()
    {
        using var window = new LossWindow();
        window.Add("a", 1);
        window.Add("a", double.NaN);
        window.Add("b", double.PositiveInfinity);
        Assert.Equal([("a", double.NaN), ("b", double.PositiveInfinity)], window.Means());
    }

    [Fact]
    public void Adding_keeps_no_graph_and_no_tensor_of_the_caller_s()
    {
        var before = LiveTensors.Settled();
        using (var window = new LossWindow())
        {
            using (NewDisposeScope())
            {
                var weight = ones([1], requires_grad: true);
                for (var i = 0; i < 10; i++)
                    window.Add("loss", (weight * i).sum());
            }

            Assert.Equal([("loss", 4.5)], window.Means());
            Assert.Equal(before + 1, LibTorch.LiveTensors);
            window.Clear();
            Assert.Empty(window.Means());
            Assert.Equal(before, LibTorch.LiveTensors);
            window.Add("loss", 1);
        }

        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Fact]
    public void A_restored_window_goes_on_with_the_same_means_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        using var straight = new LossWindow();
        using var stopped = new LossWindow();
        using var resumed = new LossWindow();
        resumed.Add("left over", 1);
        double[] values = [0.1, 0.7, 1e-9, 12.34, 0.3];
        foreach (var (i, value) in values.Index())
        {
            straight.Add("loss", value);
            if (i < 3)
                stopped.Add("loss", value);
        }

        resumed.Restore(stopped.State().ToList(), CPU);
        resumed.Add("loss", values[3]);
        resumed.Add("loss", values[4]);
        Assert.Equal(straight.Means(), resumed.Means());
    }
}
