namespace InpaintLab.Models;

/// <summary>
/// A registered kind of network: what a spec's <c>model</c> block names. Networks are made for a resolution, the spec's; whether they take
/// other sizes, too, they say themselves. Creating draws the weights from libtorch's default generator on the CPU in float32: seed it
/// first, then move the modules.
/// </summary>
public interface IModelFamily
{
    /// <summary>Resolutions must be multiples of this many pixels; see <see cref="FamilyResolution.ErrorAt"/>.</summary>
    int SizeMultiple { get; }

    /// <summary>The smallest resolution in pixels at which there can be a discriminator; 1 without one.</summary>
    int DiscriminatorMinimumSize { get; }

    /// <summary>What the options have against a resolution that is a multiple of <see cref="SizeMultiple"/>; null when nothing.</summary>
    /// <param name="resolution">Side of the square images, px.</param>
    ResolutionError? Check(int resolution) => null;

    /// <summary>A new generator; the caller disposes it.</summary>
    /// <param name="resolution">Side of the square images of training, px.</param>
    /// <exception cref="Core.Errors.UserErrorException">A network that is tied to its resolution does not take this one.</exception>
    InpaintingGenerator CreateGenerator(int resolution);

    /// <summary>A new discriminator for adversarial training, or null where the family has none; the caller disposes it.</summary>
    /// <param name="resolution">Side of the square images of training, px.</param>
    /// <exception cref="Core.Errors.UserErrorException">A network that is tied to its resolution does not take this one.</exception>
    InpaintingDiscriminator? CreateDiscriminator(int resolution);
}
