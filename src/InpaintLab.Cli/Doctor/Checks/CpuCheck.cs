using System.Text.RegularExpressions;

namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>Which vector instructions libtorch's kernels use.</summary>
internal sealed partial class CpuCheck : ICheck
{
    private const string Variable = "ATEN_CPU_CAPABILITY";

    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        if (machine.Torch.Failure is not null)
            return LibtorchCheck.Unknown;
        var capability = Capability().Match(machine.Torch.Build) is { Success: true } match
            ? match.Groups["name"].Value.Trim()
            : "not told";
        var found = $"{machine.Cores} cores, kernels for {capability}";

        // What libtorch prints for an x86 without AVX, or one that was told to do without.
        if (!capability.Equals("NO AVX", StringComparison.OrdinalIgnoreCase))
            return Finding.Ok(found);
        return machine.Variable(Variable) is { } chosen
            ? Finding.Warn($"{found}, as {Variable}={chosen} says", $"unset {Variable}")
            : Finding.Warn(
                $"{found}: several times slower than AVX2", "a processor with AVX2 (on a virtual machine: let it see the host's)");
    }

    [GeneratedRegex("CPU capability usage: (?<name>.*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capability();
}
