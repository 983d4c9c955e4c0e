using System.CommandLine;

namespace InpaintLab.Cli.Templates;

/// <summary><c>new</c>: writes a first version of something for the user to go on with. Each kind is a command of its own in this folder.</summary>
internal static class NewCommand
{
    /// <summary>The command; another kind is one more line here.</summary>
    public static Command Create() => new("new", "Write a first version of something to go on with.")
    {
        NewSpecCommand.Create(),
    };
}
