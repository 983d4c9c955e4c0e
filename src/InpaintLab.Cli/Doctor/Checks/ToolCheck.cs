namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>A program that something here calls; without it, only that does not work.</summary>
/// <param name="name">The check's name.</param>
/// <param name="program">The program on PATH.</param>
/// <param name="arguments">What makes it print its version.</param>
/// <param name="without">What does not work without it.</param>
/// <param name="cure">What installs it.</param>
internal sealed class ToolCheck(string name, string program, string[] arguments, string without, string cure) : ICheck
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Finding Examine(IMachine machine) => machine.Ask(program, arguments) is { } version
        ? Finding.Ok(version.Split('\n')[0])
        : Finding.Warn($"no {program}: {without}", cure);
}
