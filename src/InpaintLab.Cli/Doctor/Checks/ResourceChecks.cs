namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>
/// Room for runs: a checkpoint of the largest network is some 150 MB, and the old one stays until the new one is written.
/// </summary>
internal sealed class DiskCheck : ICheck
{
    private const double Least = 0.5;
    private const double Enough = 5;

    /// <inheritdoc/>
    public string Name => "disk";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var free = machine.FreeDisk(machine.RunsFolder) / 1e9;
        var found = $"{free:f1} GB free for {machine.RunsFolder}";
        const string cure = "delete runs that are no longer needed, or export INPAINTLAB_RUNS=/a/larger/disk";
        return free < Least ? Finding.Fail(found, cure) : free < Enough ? Finding.Warn(found, cure) : Finding.Ok(found);
    }
}

/// <summary>Memory: libtorch alone takes some 0.3 GB, the quickstart about 1 GB.</summary>
internal sealed class MemoryCheck : ICheck
{
    private const double Least = 0.5;
    private const double Enough = 2;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        if (machine.FreeMemory is not { } bytes)
            return Finding.Ok("not told by this system");
        var free = bytes / 1e9;
        var (found, cure) = ($"{free:f1} GB free", "close other programs, or train with less: -s training.batch=2 -s resolution=64");
        return free < Least ? Finding.Fail(found, cure) : free < Enough ? Finding.Warn(found, cure) : Finding.Ok(found);
    }
}
