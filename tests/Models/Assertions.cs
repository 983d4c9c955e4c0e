using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>Assertions on tensors.</summary>
internal static class Assertions
{
    /// <summary>
    /// No value further from the expected one than <paramref name="tolerance"/> times the expected tensor's largest magnitude; absolutely,
    /// where all that is expected is 0.
    /// </summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance, string what)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        Assert.Equal((what, string.Join(", ", expected.shape)), (what, string.Join(", ", actual.shape)));
        var golden = expected.to(ScalarType.Float64);
        var largest = golden.abs().max().ToDouble();
        var difference = (actual.cpu().to(ScalarType.Float64) - golden).abs().max().ToDouble();
        var close = difference <= tolerance * (largest > 0 ? largest : 1);
        Assert.True(close, $"{what}: differs by {difference:e2}, the largest value is {largest:e2}");
    }

    /// <summary>The same bits.</summary>
    public static void Same(Tensor expected, Tensor actual, string what)
    {
        using var difference = (expected - actual).abs().max();
        Assert.True(difference.ToDouble() == 0, $"{what}: differs by {difference.ToDouble():e2}");
    }

    /// <summary>No NaN, no infinity.</summary>
    public static void Finite(Tensor x, string what)
    {
        using var scope = NewDisposeScope();
        Assert.True(x.isfinite().all().ToBoolean(), $"{what}: not finite");
    }
}
