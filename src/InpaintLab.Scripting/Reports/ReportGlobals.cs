using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Scripting.Reports;

/// <summary>What a report's script can name.</summary>
/// <param name="runs">The runs.</param>
/// <param name="output">Where its files go.</param>
/// <param name="arguments">What followed the script on the command line.</param>
/// <param name="log">Shows a line to the user.</param>
public sealed class ReportGlobals(RecordedRuns runs, ReportOutput output, IReadOnlyList<string> arguments, Action<string> log) : ScriptGlobals
{
    /// <summary>The kind of these scripts.</summary>
    public static ScriptKind Kind { get; } = new(
        typeof(ReportGlobals),
        [typeof(UserErrorException).Assembly, typeof(RunIndex).Assembly, typeof(ReportGlobals).Assembly],
        [
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text",
            "InpaintLab.Core.Errors", "InpaintLab.Core.Statistics",
            "InpaintLab.Runs", "InpaintLab.Runs.Database", "InpaintLab.Runs.Folders", "InpaintLab.Runs.Log", "InpaintLab.Runs.Queries",
            "InpaintLab.Scripting.Reports",
        ]);

    /// <summary>The runs in order of creation: all, or those that <c>--runs</c> chose.</summary>
    public RecordedRuns Runs { get; } = runs;

    /// <summary>The folder for the report's files, a full path; it exists.</summary>
    public string Output => output.Path;

    /// <summary>What followed the script on the command line.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>Shows a line on standard error.</summary>
    public void Log(string message) => log(message);

    /// <summary>Writes a text into <see cref="Output"/>, whole or not at all.</summary>
    /// <param name="name">The file's name, relative to it; missing folders are made.</param>
    /// <param name="text">Its content.</param>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, text);
        return path;
    }
}
