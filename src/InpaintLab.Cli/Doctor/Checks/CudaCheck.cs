namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>GPUs, and whether libtorch can use them.</summary>
internal sealed class CudaCheck : ICheck
{
    private const string Visible = "CUDA_VISIBLE_DEVICES";

    /// <inheritdoc/>
    public string Name => "cuda";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var torch = machine.Torch;
        if (torch.Failure is not null)
            return LibtorchCheck.Unknown;
        if (torch.CudaDevices > 0)
            return Finding.Ok($"{torch.CudaDevices} device(s); device: auto uses the first; {Decoding(torch)}");
        var gpus = machine.Ask("nvidia-smi", "-L") is { Length: > 0 } list ? list.Split('\n')[0] : null;
        if (gpus is null)
            return Finding.Ok("no GPU: the CPU computes");
        return torch.Build.Contains("USE_CUDA=ON", StringComparison.OrdinalIgnoreCase)
            ? Finding.Warn(
                $"{gpus}, but libtorch sees none (CUDA_VISIBLE_DEVICES={machine.Variable(Visible) ?? "(not set)"}, or an old driver)",
                $"unset {Visible}; update the driver")
            : Finding.Warn(
                $"{gpus}, but libtorch {torch.Version} is built without CUDA",
                "LIBTORCH=/path/to/libtorch-with-cuda ./inpaintlab doctor, or LIBTORCH=python3 for that of a PyTorch");
    }

    // Nothing needs it but the option that is named.
    private static string Decoding(TorchFacts torch) => torch.NoJpegOnGpu is { } reason
        ? $"it decodes no JPEG (training.decode: gpu), since {reason}"
        : "it decodes JPEG (training.decode: gpu)";
}
