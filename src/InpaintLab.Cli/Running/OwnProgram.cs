namespace InpaintLab.Cli.Running;

/// <summary>This program, to be started again as another process.</summary>
internal static class OwnProgram
{
    /// <summary>
    /// What to start, with which arguments: <c>dotnet InpaintLab.Cli.dll ...</c>, or the published program that stands for both.
    /// </summary>
    /// <param name="arguments">The command line that the new process is to carry out.</param>
    public static (string Program, string[] Arguments) With(params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? (program, [Path.Combine(AppContext.BaseDirectory, "InpaintLab.Cli.dll"), .. arguments])
            : (program, [.. arguments]);
    }
}
