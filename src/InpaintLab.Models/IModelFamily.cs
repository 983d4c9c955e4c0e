namespace InpaintLab.Models;

/// <summary>
/// A registered kind of network: what a spec's <c>model</c> block names. Creating draws the weights from libtorch's default generator on
/// the CPU in float32: seed it first, then move the modules.
/// </summary>
public interface IModelFamily
{
    /// <summary>Height and width of the generator's images must be multiples of this many pixels.</summary>
    int SizeMultiple { get; }

    /// <summary>The only height and width in pixels of the generator's images; null when all multiples will do.</summary>
    int? FixedSize => null;

    /// <summary>The smallest height and width in pixels that the discriminator takes; 1 without one.</summary>
    int DiscriminatorMinimumSize { get; }

    /// <summary>A new generator; the caller disposes it.</summary>
    InpaintingGenerator CreateGenerator();

    /// <summary>A new discriminator for adversarial training, or null where the family has none; the caller disposes it.</summary>
    InpaintingDiscriminator? CreateDiscriminator();
}
