using InpaintLab.Core.Errors;
using InpaintLab.Models.Losses;
using InpaintLab.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered family's discriminator must do, where it has one.</summary>
public class DiscriminatorContractTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Families => FamilyCases.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Gradients_reach_every_parameter_of_the_discriminator_and_the_images(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var discriminator = FamilyCases.Discriminator(family, variant);
        if (discriminator is null)
            Assert.Skip("the family has no discriminator");
        // Large enough for a last map of more than one position: attention over one has no gradient.
        var (height, width) = discriminator.FixedSize is { } side ? (side, side) : (64, 128);
        var image = FamilyCases.Images(height, width).requires_grad_();
        discriminator.UpdateSpectralNorm();
        var logits = discriminator.call(image, FamilyCases.Masks(height, width));
        Assertions.Finite(logits, "logits");
        logits.square().sum().backward();
        FamilyCases.AssertGradients(discriminator);
        Assert.NotEqual(0, image.grad!.abs().max().ToDouble());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_frozen_discriminator_judges_alike_but_collects_no_gradients(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var discriminator = FamilyCases.Discriminator(family, variant);
        if (discriminator is null)
            Assert.Skip("the family has no discriminator");
        discriminator.UpdateSpectralNorm();
        var mask = FamilyCases.Masks(64, 64);
        var image = FamilyCases.Images(64, 64).requires_grad_();
        var sameImage = image.detach().clone().requires_grad_();

        Tensor frozen;
        using (discriminator.Freeze())
            frozen = discriminator.call(image, mask);
        frozen.square().sum().backward();
        Assert.All(discriminator.parameters(), p => Assert.True(p.grad is null && p.requires_grad));

        var logits = discriminator.call(sameImage, mask);
        logits.square().sum().backward();
        Assertions.Same(logits, frozen, "logits");
        Assertions.Close(sameImage.grad!, image.grad!, 1e-5, "gradient of the image");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_gradient_penalty_reaches_the_weights(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var discriminator = FamilyCases.Discriminator(family, variant);
        if (discriminator is null)
            Assert.Skip("the family has no discriminator");
        discriminator.TwiceDifferentiable = true;
        discriminator.UpdateSpectralNorm();
        var (real, fake) = (FamilyCases.Images(64, 64), FamilyCases.Images(64, 64));
        GradientPenalty.Interpolated(discriminator.call, real, fake, FamilyCases.Masks(64, 64), rand([2, 1, 1, 1]), masked: true).backward();
        var gradients = discriminator.named_parameters().Where(p => p.parameter.grad is not null).ToList();
        Assert.All(gradients, p => Assertions.Finite(p.parameter.grad!, p.name));
        Assert.Contains(gradients, p => p.parameter.grad!.abs().max().ToDouble() > 0);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_discriminator_names_its_smallest_image(string family, string variant)
    {
        using var scope = NewDisposeScope();
        var size = FamilyCases.Create(family, variant, narrow: true).DiscriminatorMinimumSize;
        using var discriminator = FamilyCases.Discriminator(family, variant, size);
        if (discriminator is null)
            Assert.Skip("the family has no discriminator");
        Assert.Equal(size, discriminator.MinimumSize);
        Assertions.Finite(discriminator.call(FamilyCases.Images(size, size), zeros([2, 1, size, size])), "logits");
        if (size == 1)
            return;
        var (small, mask) = (FamilyCases.Images(size, size - 1), FamilyCases.Masks(size, size - 1));
        var error = Assert.Throws<UserErrorException>(() => discriminator.call(small, mask));
        Assert.Contains($"at least {size}", error.Message, StringComparison.Ordinal);
        if (discriminator.FixedSize is null)
            return;
        Assert.Equal(size, discriminator.FixedSize);
        error = Assert.Throws<UserErrorException>(() => discriminator.call(FamilyCases.Images(size, 2 * size), FamilyCases.Masks(size, 2 * size)));
        Assert.Contains($"of {size} x {size} px only", error.Message, StringComparison.Ordinal);
    }
}
