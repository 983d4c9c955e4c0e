using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using InpaintLab.Core.Errors;

namespace InpaintLab.Data;

/// <summary>
/// Rules between the options of one component. A spec reports them with line and column while it is read; components check them again
/// when they are made, for options that come from code.
/// </summary>
internal static class OptionsCheck
{
    /// <summary>Throws the first rule that the options break.</summary>
    /// <param name="what">The component, e.g. "mask 'box'".</param>
    /// <param name="options">Its options.</param>
    /// <exception cref="UserErrorException">There is one.</exception>
    public static void Require(string what, IValidatableObject options)
    {
        if (options.Validate(new ValidationContext(options)).FirstOrDefault() is { } broken)
            throw new UserErrorException($"{what}: {broken.ErrorMessage}");
    }

    /// <summary>A broken rule and the property at which to report it.</summary>
    public static ValidationResult Error(string message, string property) => new(message, [property]);

    /// <summary>A property's key in a spec.</summary>
    public static string Key(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);
}
