using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;

namespace InpaintLab.Models.Families;

/// <summary>What options records of families share.</summary>
internal static class FamilyOptions
{
    /// <summary>
    /// What a family's constructor has against its options, so that a spec's reader can say where they stand. Creating a family creates no
    /// network.
    /// </summary>
    public static IEnumerable<ValidationResult> Validate(Func<IModelFamily> create)
    {
        try
        {
            create();
            return [];
        }
        catch (UserErrorException e)
        {
            return [new ValidationResult(e.Message)];
        }
    }
}
