using InpaintLab.Models;
using InpaintLab.Tests.Models;
using InpaintLab.Torch;
using InpaintLab.Torch.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered family's networks must do.</summary>
public class FamilyContractTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Families => FamilyCases.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Predictions_have_the_image_s_shape_and_range(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = FamilyCases.Generator(family, variant);
        foreach (var (height, width) in FamilyCases.Sizes(generator))
        {
            var image = FamilyCases.Images(height, width);
            var (coarse, refined) = generator.call(image, FamilyCases.Masks(height, width));
            foreach (var output in new[] { coarse, refined }.OfType<Tensor>())
            {
                Assert.Equal(image.shape, output.shape);
                Assertions.Finite(output, "prediction");
                Assert.InRange(output.abs().max().ToDouble(), 0, 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_hole_s_content_does_not_reach_the_network(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = FamilyCases.Generator(family, variant);
        var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        var first = generator.call(image, mask);
        var inHole = generator.call(Composite.Of(FamilyCases.Images(64, 64), image, mask), mask);
        var outside = generator.call(Composite.Of(FamilyCases.Images(64, 64), image, 1 - mask), mask);
        Assertions.Same(first.Refined, inHole.Refined, "refined");
        if (first.Coarse is not null)
            Assertions.Same(first.Coarse, inHole.Coarse!, "coarse");
        Assert.NotEqual(0, (first.Refined - outside.Refined).abs().max().ToDouble());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Images_without_hole_and_images_all_hole_give_finite_predictions(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = FamilyCases.Generator(family, variant);
        var image = FamilyCases.Images(64, 64);
        foreach (var value in new[] { 0f, 1f })
            Assertions.Finite(generator.call(image, full([2, 1, 64, 64], value)).Refined, $"mask of {value}");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Each_sample_of_a_batch_is_inpainted_with_its_own_mask(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = FamilyCases.Generator(family, variant);
        generator.eval();
        var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        var both = generator.call(image, mask).Refined;
        for (var i = 0; i < 2; i++)
        {
            var alone = generator.call(image.narrow(0, i, 1), mask.narrow(0, i, 1)).Refined;
            Assertions.Close(alone, both.narrow(0, i, 1), 1e-3, $"sample {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_order_of_the_image_in_memory_does_not_matter(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = FamilyCases.Generator(family, variant);
        using var discriminator = FamilyCases.Discriminator(family, variant);
        generator.eval();
        var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        var channelsLast = image.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Assertions.Close(generator.call(image, mask).Refined, generator.call(channelsLast, mask).Refined, 1e-3, "prediction");
        if (discriminator is not null)
            Assertions.Close(discriminator.call(image, mask), discriminator.call(channelsLast, mask), 1e-4, "logits");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Gradients_reach_every_parameter_of_the_generator(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var generator = FamilyCases.Generator(family, variant);
        var (coarse, refined) = generator.call(FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        var loss = refined.square().sum();
        if (coarse is not null)
            loss += coarse.square().sum();
        loss.backward();
        FamilyCases.AssertGradients(generator);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_state_dict_travels_through_safetensors(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.safetensors");
        try
        {
            using var first = FamilyCases.Generator(family, variant);
            using var second = FamilyCases.Generator(family, variant, seed: 2);
            var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
            Assert.NotEqual(0, (first.call(image, mask).Refined - second.call(image, mask).Refined).abs().max().ToDouble());
            SafetensorsWriter.Write(path, first.state_dict());
            second.load_state_dict(SafetensorsFile.Load(path));
            first.eval();
            second.eval();
            Assertions.Same(first.call(image, mask).Refined, second.call(image, mask).Refined, "refined");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Keys_and_shapes_of_the_state_dicts_are_those_committed(string family, string variant)
    {
        using var scope = NewDisposeScope();
        var created = FamilyCases.Create(family, variant, narrow: false);
        using var generator = created.CreateGenerator(FamilyCases.Resolution);
        using var discriminator = created.CreateDiscriminator(FamilyCases.Resolution);
        foreach (var (network, role) in new (nn.Module?, string)[] { (generator, "generator"), (discriminator, "discriminator") })
        {
            if (network is null)
                continue;
            var keys = network.state_dict().Select(e => $"{e.Key} [{string.Join(", ", e.Value.shape)}]").ToArray();
            var path = Path.Combine(AppContext.BaseDirectory, "Models", "Keys", FamilyCases.KeyFile(family, variant, role));
            Assert.Equal(keys.Length, keys.Distinct().Count());
            Assert.True(File.Exists(path), $"no {path}; it should hold:\n{string.Join('\n', keys)}");
            Assert.Equal(File.ReadAllLines(path).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Sizes_that_do_not_fit_are_refused(string family, string variant)
    {
        using var scope = NewDisposeScope();
        using var generator = FamilyCases.Generator(family, variant);
        var created = FamilyCases.Create(family, variant, narrow: true);
        var multiple = generator.SizeMultiple;
        Assert.Null(created.ErrorAt(family, FamilyCases.Resolution));
        if (created.SizeMultiple > 1)
            Assert.Contains($"multiple of {created.SizeMultiple} px", created.ErrorAt(family, created.SizeMultiple + 1)!.Message, StringComparison.Ordinal);
        if (generator.FixedSize is { } side)
        {
            Assert.Equal((FamilyCases.Resolution, FamilyCases.Resolution), (side, multiple));
            var error = Assert.Throws<ArgumentException>(() => generator.call(FamilyCases.Images(side, 2 * side), FamilyCases.Masks(side, 2 * side)));
            Assert.Contains($"expected {side} x {side} px", error.Message, StringComparison.Ordinal);
        }
        else if (multiple > 1)
        {
            Assert.Equal(created.SizeMultiple, multiple);
            var error = Assert.Throws<ArgumentException>(() => generator.call(FamilyCases.Images(64, 65), FamilyCases.Masks(64, 65)));
            Assert.Contains($"multiples of {multiple} px", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => generator.call(FamilyCases.Images(64, 64), FamilyCases.Masks(64, 128)));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_training_step_leaves_no_tensor_behind(string family, string variant)
    {
        using var generator = FamilyCases.Generator(family, variant);
        using var discriminator = FamilyCases.Discriminator(family, variant);
        Step();
        // What other tests left to the finaliser must not be counted.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = LibTorch.LiveTensors;
        Step();
        Assert.Equal(before, LibTorch.LiveTensors);

        void Step()
        {
            using var scope = NewDisposeScope();
            var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
            var composite = Composite.Of(generator.call(image, mask).Refined, image, mask);
            if (discriminator is null)
            {
                composite.sum().backward();
                return;
            }

            discriminator.UpdateSpectralNorm();
            discriminator.call(composite.detach(), mask).sum().backward();
            using (discriminator.Freeze())
                discriminator.call(composite, mask).sum().backward();
        }
    }
}
