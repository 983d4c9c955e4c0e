namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>libtorch and our native part, loaded for a trial.</summary>
internal sealed class LibtorchCheck : ICheck
{
    /// <inheritdoc/>
    public string Name => "libtorch";

    /// <summary>What the checks of libtorch's parts say where it does not load.</summary>
    public static Finding Unknown { get; } = Finding.Warn("not known: libtorch does not load", "see libtorch");

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var torch = machine.Torch;
        return torch.Failure is { } failure
            ? Finding.Fail(
                failure,
                "./inpaintlab runs (installs libtorch-dev and builds the native part), or LIBTORCH=/path/to/libtorch ./inpaintlab runs")
            : Finding.Ok($"{torch.Version} from {torch.Library}; native part {torch.Native}");
    }
}
