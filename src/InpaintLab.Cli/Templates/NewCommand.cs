using System.CommandLine;

namespace InpaintLab.Cli.Templates;

/// <summary>
/// <c>new</c>: writes a first version of something for the user to go on with. Each kind is a command of its own in this folder.
/// </summary>
internal static class NewCommand
{
    /// <summary>The command; another kind is one more line here, or one more script.</summary>
    public static Command Create()
    {
        var command = new Command("new", "Write a first version of something to go on with.") { NewSpecCommand.Create() };
        foreach (var kind in ScriptTemplate.All)
            command.Add(NewScriptCommand.Create(kind));
        return command;
    }
}
