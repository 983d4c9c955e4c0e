using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;

namespace InpaintLab.Classical.Patches;

/// <summary>An odd number: the side of a patch that has a centre.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OddAttribute : ValidationAttribute
{
    private const string Expected = "an odd number";

    public OddAttribute() => ErrorMessage = Expected;

    /// <summary>The side, checked; for options that come from code, where no spec was.</summary>
    /// <exception cref="UserErrorException">The side is even.</exception>
    public static int Require(string method, int side) => side % 2 != 0
        ? side
        : throw new UserErrorException($"{method}: patch: expected {Expected}, received {side}");

    public override bool IsValid(object? value) => value is int number && number % 2 != 0;
}
