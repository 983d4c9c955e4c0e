using System.Diagnostics;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;

namespace InpaintLab.Scripting.Compilation;

/// <summary>Where scripts lie, and where in one something failed.</summary>
internal static class ScriptPlace
{
    /// <summary>The full path of what a script names, relative to the folder of the file that names it.</summary>
    public static string Resolve(string path, string? from) =>
        Path.GetFullPath(path, Path.GetDirectoryName(from) ?? Environment.CurrentDirectory);

    /// <summary>A file as a user would name it: relative where it lies below the working directory.</summary>
    public static string Display(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>
    /// What a script threw, with the script's line that threw it or called what threw it, and the lines that called that one.
    /// </summary>
    /// <param name="thrown">The exception.</param>
    /// <param name="files">The files that the script was compiled from, the script first.</param>
    public static ScriptException Failure(Exception thrown, IReadOnlyCollection<string> files)
    {
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            var frames = new StackTrace(e, fNeedFileInfo: true)
                .GetFrames()
                .Where(f => f.GetFileName() is { } file && files.Contains(file))
                .ToList();
            if (frames.Count == 0)
                continue;
            var callers = frames.Skip(1).Select(Place).Distinct().Where(p => p != Place(frames[0]));
            return new ScriptException(Error(e, frames[0]), string.Concat(callers.Select(p => $"\n    called from {p}")), thrown);
        }

        return new ScriptException(new SpecError(Display(files.First()), 0, 0, Message(thrown)), "", thrown);
    }

    private static SpecError Error(Exception e, StackFrame frame)
    {
        var line = frame.GetFileLineNumber();
        return new SpecError(
            Display(frame.GetFileName()!), line, frame.GetFileColumnNumber(), Message(e), LineOf(frame.GetFileName()!, line));
    }

    private static string Message(Exception e) => e is UserErrorException ? e.Message : $"{e.GetType().Name}: {e.Message}";

    private static string Place(StackFrame frame) =>
        $"{Display(frame.GetFileName()!)}:{frame.GetFileLineNumber()}:{frame.GetFileColumnNumber()}";

    private static string? LineOf(string path, int line)
    {
        try
        {
            return File.ReadLines(path).ElementAtOrDefault(line - 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it may have been removed since it was compiled
        }
    }
}
