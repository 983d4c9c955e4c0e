using System.Text.Json;
using InpaintLab.Core.Registry;
using InpaintLab.Models;
using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;
using InpaintLab.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Contracts;

/// <summary>Every registered family, once per value of its option <c>Variant</c> where it has one.</summary>
internal static class FamilyCases
{
    /// <summary>Side of the images that networks are made for, px.</summary>
    public const int Resolution = 64;

    private static readonly ComponentRegistry Registry = new ComponentRegistry(typeof(IModelFamily).Assembly).With(NewComponents.Types);

    /// <summary>Pairs (family, variant); the variant is empty for a family without that option.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> All =>
        from component in Registry.All<FamilyAttribute>()
        from variant in component.OptionsType.GetProperty("Variant") is { PropertyType.IsEnum: true } property
            ? Enum.GetNames(property.PropertyType)
            : [""]
        select new TheoryDataRow<string, string>(component.Name, variant);

    /// <summary>The family at its default widths, or at narrow ones where the options have a width.</summary>
    public static IModelFamily Create(string family, string variant, bool narrow)
    {
        var component = Registry.Find<FamilyAttribute>(family);
        var options = Activator.CreateInstance(component.OptionsType)!;
        if (variant.Length > 0)
            Set("Variant", Enum.Parse(component.OptionsType.GetProperty("Variant")!.PropertyType, variant));
        if (narrow)
        {
            Set("Width", 4);
            Set("DiscriminatorWidth", 4);
            Set("Widths", new[] { 64, 16, 4 });
            Set("Heads", 1);
        }

        return ComponentRegistry.Create<IModelFamily>(component, options);

        // Families give a key the type that it has in their network: one number, or one a stage.
        void Set(string name, object value)
        {
            var property = component.OptionsType.GetProperty(name);
            if (property is not null && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsInstanceOfType(value))
                property.SetValue(options, value);
        }
    }

    /// <summary>The name of the committed list of keys, e.g. gated-conv.deepfill-v2.generator.txt.</summary>
    public static string KeyFile(string family, string variant, string role) =>
        string.Join('.', new[] { family, JsonNamingPolicy.KebabCaseLower.ConvertName(variant), role, "txt" }.Where(p => p.Length > 0));

    /// <summary>Heights and widths that a generator must take.</summary>
    public static IEnumerable<(int Height, int Width)> Sizes(InpaintingGenerator generator) => generator.FixedSize is { } side
        ? [(side, side)]
        : [(64, 64), (64, 96), (generator.SizeMultiple, 3 * generator.SizeMultiple)];

    /// <summary>Two images of uniform noise in [-1,1].</summary>
    public static Tensor Images(long height, long width) => (rand([2, 3, height, width]) * 2) - 1;

    /// <summary>Two different rectangular holes, 1 = hole.</summary>
    public static Tensor Masks(long height, long width)
    {
        var mask = zeros([2, 1, height, width]);
        mask.narrow(0, 0, 1).narrow(2, height / 4, height / 2).narrow(3, width / 4, width / 3).fill_(1);
        mask.narrow(0, 1, 1).narrow(2, 0, height / 3).narrow(3, width / 2, width / 2).fill_(1);
        return mask;
    }

    /// <summary>A narrow generator that lets signals and gradients through.</summary>
    public static InpaintingGenerator Generator(string family, string variant, int seed = 1)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var generator = Open(Create(family, variant, narrow: true).CreateGenerator(Resolution));
        if (generator.modules().OfType<GatedConv2d>().Any())
            DataDrivenInit.Apply(generator, Images(64, 64), Masks(64, 64));
        return generator;
    }

    /// <summary>A narrow discriminator that lets gradients through, or null where the family has none.</summary>
    public static InpaintingDiscriminator? Discriminator(string family, string variant, int resolution = Resolution)
    {
        manual_seed(1);
        return Create(family, variant, narrow: true).CreateDiscriminator(resolution) is { } created ? Open(created) : null;
    }

    /// <summary>Every parameter has a finite gradient that is not 0 everywhere.</summary>
    public static void AssertGradients(nn.Module network)
    {
        // Moving all keys of an attention by one vector changes each query's scores alike, so the softmax does not see the keys' bias.
        var blind = network.named_modules().Where(m => m.module is SelfAttention).Select(m => $"{m.name}.key.bias").ToHashSet();
        foreach (var (name, parameter) in network.named_parameters())
        {
            Assert.True(parameter.grad is not null, $"{name} has no gradient");
            Assertions.Finite(parameter.grad, name);
            Assert.True(blind.Contains(name) || parameter.grad.abs().max().ToDouble() > 0, $"the gradient of {name} is 0");
        }
    }

    /// <summary>Fresh self-attention has gamma 0, which stops all gradients before it: tests open it.</summary>
    private static T Open<T>(T network)
        where T : nn.Module
    {
        using var constants = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (name.EndsWith("gamma", StringComparison.Ordinal))
                parameter.fill_(0.5);
        }

        return network;
    }
}
