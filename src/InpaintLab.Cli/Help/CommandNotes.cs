using System.CommandLine;
using System.Runtime.CompilerServices;

namespace InpaintLab.Cli.Help;

/// <summary>What an example needs beside the files that it names.</summary>
internal enum ExampleNeeds
{
    /// <summary>Nothing: it ends within seconds, and a test runs it.</summary>
    Nothing,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>A Python with PyTorch.</summary>
    Python,

    /// <summary>The network.</summary>
    Network,

    /// <summary>gnuplot.</summary>
    Gnuplot,

    /// <summary>A terminal, to ask in.</summary>
    Terminal,
}

/// <summary>One example of a command.</summary>
/// <param name="Arguments">What follows <c>inpaintlab</c>, as typed into a shell.</param>
/// <param name="Meaning">What it does, in a few words.</param>
/// <param name="Needs">What it needs.</param>
internal sealed record Example(string Arguments, string Meaning, ExampleNeeds Needs);

/// <summary>
/// What help and reference say of a command beyond its description, written where the command is. Tests run the examples in a folder
/// with <c>photo.jpg</c>, <c>mask.png</c>, the folders <c>photos</c>, <c>masks</c> and <c>results</c> of images of the same names, the
/// spec <c>first.yaml</c>, the script <c>table.csx</c>, and one run, <c>latest</c>.
/// </summary>
internal static class CommandNotes
{
    private static readonly ConditionalWeakTable<Command, Notes> All = [];

    /// <summary>Adds an example.</summary>
    public static T WithExample<T>(this T command, string arguments, string meaning, ExampleNeeds needs = ExampleNeeds.Nothing)
        where T : Command
    {
        All.GetOrCreateValue(command).Examples.Add(new Example(arguments, meaning, needs));
        return command;
    }

    /// <summary>Says when the command ends with a code that not every command has.</summary>
    public static T WithExitCode<T>(this T command, int code, string when)
        where T : Command
    {
        All.GetOrCreateValue(command).ExitCodes.Add((code, when));
        return command;
    }

    /// <summary>The command's examples, in order.</summary>
    public static IReadOnlyList<Example> Examples(this Command command) => All.TryGetValue(command, out var notes) ? notes.Examples : [];

    /// <summary>The exit codes that not every command has.</summary>
    public static IReadOnlyList<(int Code, string When)> ExitCodes(this Command command) =>
        All.TryGetValue(command, out var notes) ? notes.ExitCodes : [];

    private sealed class Notes
    {
        public List<Example> Examples { get; } = [];

        public List<(int Code, string When)> ExitCodes { get; } = [];
    }
}
