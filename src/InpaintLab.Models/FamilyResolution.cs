using InpaintLab.Core.Errors;

namespace InpaintLab.Models;

/// <summary>Which resolutions a family takes, asked before any network is made.</summary>
public static class FamilyResolution
{
    /// <summary>Refuses a resolution that the family's generator does not take.</summary>
    /// <param name="family">The family.</param>
    /// <param name="name">Its name in the spec.</param>
    /// <param name="resolution">Side of the square images, px.</param>
    /// <exception cref="UserErrorException">It does not fit.</exception>
    public static void CheckResolution(this IModelFamily family, string name, int resolution)
    {
        if (family.FixedSize is { } side && resolution != side)
            throw new UserErrorException($"resolution: the model '{name}' takes {side} px only, received {resolution}");
        if (resolution % family.SizeMultiple != 0)
            throw new UserErrorException($"resolution: the model '{name}' expects a multiple of {family.SizeMultiple} px, received {resolution}");
    }
}
