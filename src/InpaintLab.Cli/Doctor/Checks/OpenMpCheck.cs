namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>libtorch's threads: as many as cores, and not spinning while they wait.</summary>
internal sealed class OpenMpCheck : ICheck
{
    private const string Policy = "OMP_WAIT_POLICY";

    /// <inheritdoc/>
    public string Name => "openmp";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        if (machine.Torch.Failure is not null)
            return LibtorchCheck.Unknown;
        var (threads, policy) = (machine.Torch.Threads, machine.Variable(Policy));
        var found = $"{threads} of {machine.Cores} cores, {Policy}={policy ?? "(not set)"}";
        if (threads > machine.Cores)
            return Finding.Warn($"{found}: more threads than cores wait for each other", $"export OMP_NUM_THREADS={machine.Cores}");
        return string.Equals(policy, "passive", StringComparison.OrdinalIgnoreCase)
            ? Finding.Ok(found)
            : Finding.Warn(
                $"{found}: threads that spin take the cores from those that read images",
                $"export {Policy}=passive, or start by ./inpaintlab");
    }
}
