using InpaintLab.Core.Registry;

namespace InpaintLab.Scripting.Specs;

/// <summary>
/// The scripts that the user of this machine has confirmed, in a text file: <c>sha256 HASH NAME</c> is a script of that content, wherever
/// it lies; <c>file PATH</c> one that was made here, whatever it has become.
/// </summary>
/// <param name="path">The file; made when first written to.</param>
public sealed class ScriptTrust(string path)
{
    private const string HashKey = "sha256";
    private const string FileKey = "file";

    /// <summary>The user's: <c>inpaintlab/trusted-scripts</c> in <c>XDG_CONFIG_HOME</c>, else in <c>~/.config</c>.</summary>
    public static ScriptTrust Default()
    {
        var config = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return new ScriptTrust(Path.Combine(config, "inpaintlab", "trusted-scripts"));
    }

    /// <summary>
    /// Whether a script may be run. One that was made here is remembered by its content, too, for the copies that runs keep.
    /// </summary>
    public bool Includes(SpecScript script)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        if (lines.Any(line => line.StartsWith($"{HashKey} {script.Sha256}", StringComparison.Ordinal)))
            return true;
        if (!lines.Contains($"{FileKey} {script.Path}"))
            return false;
        Confirm(script);
        return true;
    }

    /// <summary>Remembers a script by its content.</summary>
    public void Confirm(SpecScript script) => Append($"{HashKey} {script.Sha256} {script.Name}");

    /// <summary>Remembers a file that was made here: the user's changes of it need no confirmation.</summary>
    public void ConfirmFile(string file) => Append($"{FileKey} {Path.GetFullPath(file)}");

    private void Append(string line)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.AppendAllText(path, line + "\n");
    }
}
