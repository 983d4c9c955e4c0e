using InpaintLab.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

public class SpectralNormTests
{
    [Fact]
    public void After_many_updates_the_largest_singular_value_is_one()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var layer = new SpectralNormConv2d(2, 3, 1);
        layer.Weight.copy_(tensor(new[] { 3f, 0, 0, 2, 0, 0 }).view(3, 2, 1, 1));
        for (var i = 0; i < 50; i++)
            layer.UpdateSpectralNorm();
        var output = layer.call(tensor(new[] { 1f, 0 }).view(1, 2, 1, 1));
        Assertions.Close(tensor(new[] { 1.0, 0, 0 }).view(1, 3, 1, 1), output, 1e-5, "output");
    }

    [Fact]
    public void Forward_changes_nothing_and_update_moves_u_towards_the_singular_vector()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        manual_seed(1);
        using var layer = new SpectralNormConv2d(4, 5, 3, stride: 2, padding: 1);
        var (u, x) = (layer.state_dict()["u"], rand([1, 4, 8, 8]));
        var drawn = u.clone();
        var first = layer.call(x);
        Assertions.Same(first, layer.call(x), "second forward");
        Assertions.Same(drawn, u, "u");
        layer.UpdateSpectralNorm();
        Assert.NotEqual(0, (u - drawn).abs().max().ToDouble());
        Assert.Equal(1, u.norm().ToDouble(), 1e-6);
        Assert.NotEqual(0, (layer.call(x) - first).abs().max().ToDouble());
    }

    [Fact]
    public void The_scale_of_the_weight_does_not_matter()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var layer = new SpectralNormConv2d(4, 5, 3);
        layer.UpdateSpectralNorm();
        var x = rand([1, 4, 8, 8]);
        var first = layer.call(x);
        layer.Weight.mul_(7);
        Assertions.Close(first, layer.call(x), 1e-5, "output");
    }

    [Fact]
    public void The_gradient_passes_through_sigma()
    {
        // W / sigma(W) does not change along W, so the gradient has no part along W; without sigma's gradient it would.
        using var scope = NewDisposeScope();
        using var layer = new SpectralNormConv2d(4, 5, 3);
        layer.UpdateSpectralNorm();
        layer.call(rand([2, 4, 8, 8])).square().sum().backward();
        var (weight, gradient) = (layer.Weight.detach(), layer.Weight.grad!);
        var along = (weight * gradient).sum().ToDouble() / (weight.norm().ToDouble() * gradient.norm().ToDouble());
        Assert.InRange(along, -1e-5, 1e-5);
    }
}
