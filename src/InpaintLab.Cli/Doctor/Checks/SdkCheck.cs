namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>The .NET SDK that builds this program when its sources change.</summary>
internal sealed class SdkCheck : ICheck
{
    private const string Cure = "install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0";

    /// <inheritdoc/>
    public string Name => "sdk";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        if (machine.Variable("INPAINTLAB_BUNDLE") is { } bundle)
            return Finding.Ok($"none is needed: this is a bundle, built already [{bundle}]");

        // Lines such as "10.0.100 [/usr/share/dotnet/sdk]".
        if (machine.Ask("dotnet", "--list-sdks") is not { } list)
            return Finding.Fail("no 'dotnet' on PATH that lists its SDKs", Cure);
        var sdks = list.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return sdks.LastOrDefault(s => s.StartsWith("10.", StringComparison.Ordinal)) is { } found
            ? Finding.Ok(found)
            : Finding.Fail($"expected a .NET 10 SDK, found {(sdks.Length == 0 ? "none" : string.Join(", ", sdks))}", Cure);
    }
}
