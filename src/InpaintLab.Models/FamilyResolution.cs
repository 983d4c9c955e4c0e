using InpaintLab.Core.Errors;

namespace InpaintLab.Models;

/// <summary>Why a family's networks do not take a resolution.</summary>
/// <param name="Key">The key of the spec that it is about: resolution, or an option such as model.window.</param>
/// <param name="Message">What was expected and what was received.</param>
public sealed record ResolutionError(string Key, string Message)
{
    /// <summary>The key and the message.</summary>
    public override string ToString() => $"{Key}: {Message}";
}

/// <summary>Which resolutions a family takes, asked before any network is made.</summary>
public static class FamilyResolution
{
    /// <summary>Why the networks do not take a resolution; null when they do.</summary>
    /// <param name="family">The family.</param>
    /// <param name="name">Its name in the spec.</param>
    /// <param name="resolution">Side of the square images, px.</param>
    public static ResolutionError? ErrorAt(this IModelFamily family, string name, int resolution) => resolution % family.SizeMultiple == 0
        ? family.Check(resolution)
        : new ResolutionError("resolution", $"the model '{name}' expects a multiple of {family.SizeMultiple} px, received {resolution}");

    /// <summary>Refuses a resolution that the family's networks do not take.</summary>
    /// <inheritdoc cref="ErrorAt"/>
    /// <exception cref="UserErrorException">It does not fit.</exception>
    public static void CheckResolution(this IModelFamily family, string name, int resolution)
    {
        if (family.ErrorAt(name, resolution) is { } error)
            throw new UserErrorException($"{error}");
    }
}
