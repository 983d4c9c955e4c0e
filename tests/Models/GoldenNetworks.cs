using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>A pass through a network with a loss, held to a golden: results, loss, every gradient. In the caller's dispose scope.</summary>
internal static class GoldenNetworks
{
    /// <summary>The reconstruction loss with the golden's weights.</summary>
    public static InpaintingL1 L1(this Golden golden, L1Area area = L1Area.Own) => new(new L1Spec
    {
        Hole = golden.Number("hole"),
        Known = golden.Number("known"),
        Coarse = golden.Number("coarse_weight"),
        Refined = golden.Number("refined_weight"),
        Area = area,
    });

    /// <summary>A generator with the reconstruction loss.</summary>
    public static void CheckGenerator(this Golden golden, InpaintingGenerator generator)
    {
        var (image, mask) = (golden.Input("image").requires_grad_(), golden.Input("mask"));
        var prediction = generator.call(image, mask);
        var loss = golden.L1().Compute(prediction, image, mask).Total;
        loss.backward();
        golden.Check("refined", prediction.Refined);
        if (prediction.Coarse is { } coarse)
            golden.Check("coarse", coarse);
        golden.Check("loss", loss);
        golden.CheckGradients(generator);
        golden.Check("input_grad.image", image.grad!);
    }

    /// <summary>A discriminator with the hinge loss on true and generated images.</summary>
    public static void CheckDiscriminator(this Golden golden, InpaintingDiscriminator discriminator)
    {
        var (image, fake, mask) = (golden.Input("image"), golden.Input("fake").requires_grad_(), golden.Input("mask"));
        var logits = discriminator.call(cat([image, fake]), cat([mask, mask])).chunk(2);
        var loss = HingeLoss.Discriminator(logits[0], logits[1]);
        loss.backward();
        golden.Check("real_logits", logits[0]);
        golden.Check("fake_logits", logits[1]);
        golden.Check("loss", loss);
        golden.CheckGradients(discriminator);
        golden.Check("input_grad.fake", fake.grad!);
    }
}
