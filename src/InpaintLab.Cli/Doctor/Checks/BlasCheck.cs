namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>What computes matrix products, and with how many threads: OpenBLAS counts its own apart from libtorch's.</summary>
internal sealed class BlasCheck : ICheck
{
    private const string Variable = "OPENBLAS_NUM_THREADS";

    /// <inheritdoc/>
    public string Name => "blas";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var torch = machine.Torch;
        if (torch.Failure is not null)
            return LibtorchCheck.Unknown;
        var files = torch.Blas ?? [];
        if (files.FirstOrDefault(f => f.Contains("openblas", StringComparison.OrdinalIgnoreCase)) is { } openBlas)
        {
            var threads = machine.Variable(Variable);
            var found = $"OpenBLAS {openBlas}, {Variable}={threads ?? "(not set: all cores)"}";
            return (threads ?? $"{machine.Cores}") == $"{torch.Threads}"
                ? Finding.Ok(found)
                : Finding.Warn(
                    $"{found}, but libtorch has {torch.Threads} threads", $"export {Variable}={torch.Threads}, or start by ./inpaintlab");
        }

        if (torch.Build.Contains("BLAS_INFO=mkl", StringComparison.OrdinalIgnoreCase))
            return Finding.Ok("MKL, part of libtorch");
        return files.Count > 0
            ? Finding.Warn(
                $"{files[0]}: matrix products are some 30 times slower than with OpenBLAS",
                "apt-get install --no-install-recommends libopenblas0-pthread")
            : Finding.Ok("part of libtorch");
    }
}
