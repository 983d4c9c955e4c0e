using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>Whether runs can be written.</summary>
internal sealed class RunsFolderCheck : ICheck
{
    /// <inheritdoc/>
    public string Name => "runs folder";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine) => machine.WhyNotWritable(machine.RunsFolder) is { } why
        ? Finding.Fail(
            $"{machine.RunsFolder}: {why}", $"export {RunsRoot.Variable}=/a/folder/of/yours, or chmod u+w '{machine.RunsFolder}'")
        : Finding.Ok(machine.RunsFolder);
}

/// <summary>Whether what is fetched can be kept.</summary>
internal sealed class CacheCheck : ICheck
{
    /// <inheritdoc/>
    public string Name => "cache";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine) => machine.WhyNotWritable(machine.CacheFolder) is { } why
        ? Finding.Warn($"{machine.CacheFolder}: {why}; fetched weights cannot be kept", "export XDG_CACHE_HOME=/a/folder/of/yours")
        : Finding.Ok(machine.CacheFolder);
}
