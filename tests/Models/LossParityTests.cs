using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>Losses and their gradients against the independent version in Python (tests/Parity/objectives.py).</summary>
public class LossParityTests
{
    [Theory]
    [InlineData("own", L1Area.Own)]
    [InlineData("image", L1Area.Image)]
    public void Reconstruction(string name, L1Area area)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("losses");
        var (image, mask) = (golden.Input("image"), golden.Input("mask"));
        var (coarse, refined) = (golden.Input("coarse").requires_grad_(), golden.Input("refined").requires_grad_());
        var loss = golden.L1(area);
        var terms = loss.Compute(new Prediction(coarse, refined), image, mask);
        terms.Total.backward();
        golden.Check($"l1_hole.{name}", terms.RefinedHole);
        golden.Check($"l1_known.{name}", terms.RefinedKnown);
        golden.Check($"total.{name}", terms.Total);
        golden.Check($"total.{name}.grad.coarse", coarse.grad!);
        golden.Check($"total.{name}.grad.refined", refined.grad!);
        golden.Check($"total_without_coarse.{name}", loss.Compute(new Prediction(null, refined), image, mask).Total);
    }

    [Fact]
    public void Hinge()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("losses");
        var (real, fake) = (golden.Input("real_logits").requires_grad_(), golden.Input("fake_logits").requires_grad_());
        var loss = HingeLoss.Discriminator(real, fake);
        loss.backward();
        golden.Check("discriminator_hinge", loss);
        golden.Check("discriminator_hinge.grad.real_logits", real.grad!);
        golden.Check("discriminator_hinge.grad.fake_logits", fake.grad!);
        golden.Check("generator_hinge", HingeLoss.Generator(fake));
    }
}
