namespace InpaintLab.Runs.Folders;

/// <summary>The folder that holds all runs.</summary>
public static class RunsRoot
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "INPAINTLAB_RUNS";

    /// <summary><see cref="Variable"/>'s value, or <c>runs</c> in the working directory.</summary>
    public static string Default() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : Path.Combine(Directory.GetCurrentDirectory(), "runs");
}
