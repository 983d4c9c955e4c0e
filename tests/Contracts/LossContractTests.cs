using InpaintLab.Core.Registry;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using InpaintLab.Tests.Models;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered term of the objective must do.</summary>
public class LossContractTests
{
    private static readonly ComponentRegistry Registry = new ComponentRegistry(typeof(ILossTerm).Assembly).With(NewComponents.Types);

    public static IEnumerable<TheoryDataRow<string>> Losses => Registry.All<LossAttribute>().Select(c => new TheoryDataRow<string>(c.Name));

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_finite_scalar_with_a_gradient_to_the_prediction_and_nothing_left_behind(string name)
    {
        using var scope = NewDisposeScope();
        var term = Create(name);
        var (image, mask) = (FamilyCases.Images(16, 24), FamilyCases.Masks(16, 24));
        var predicted = FamilyCases.Images(16, 24).requires_grad_();
        var loss = term.Compute(new Prediction(null, predicted), image, mask);
        Assert.Empty(loss.shape);
        Assertions.Finite(loss, name);
        Assert.True(loss.ToDouble() > 0);
        loss.backward();
        Assertions.Finite(predicted.grad!, "gradient");
        Assert.NotEqual(0, predicted.grad!.abs().max().ToDouble());

        // What other tests left to the finaliser must not be counted.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = LibTorch.LiveTensors;
        term.Compute(new Prediction(null, predicted), image, mask).Dispose();
        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Is_finite_without_a_hole_and_with_nothing_else_and_falls_when_the_prediction_gets_better(string name)
    {
        using var scope = NewDisposeScope();
        var term = Create(name);
        var (image, noise) = (zeros([2, 3, 16, 16]), FamilyCases.Images(16, 16));
        foreach (var value in new[] { 0f, 1f })
            Assertions.Finite(term.Compute(new Prediction(null, noise), image, full([2, 1, 16, 16], value)), $"mask of {value}");
        var mask = FamilyCases.Masks(16, 16);
        var (far, near) = (term.Compute(new Prediction(null, noise), image, mask), term.Compute(new Prediction(null, noise * 0.1), image, mask));
        Assert.True(near.ToDouble() < far.ToDouble());
    }

    private static ILossTerm Create(string name)
    {
        var component = Registry.Find<LossAttribute>(name);
        return ComponentRegistry.Create<ILossTerm>(component, Activator.CreateInstance(component.OptionsType)!);
    }
}
