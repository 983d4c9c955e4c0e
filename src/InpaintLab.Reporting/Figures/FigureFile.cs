using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Figures;

/// <summary>Writes figures to files.</summary>
public static class FigureFile
{
    /// <summary>The format that a file's extension names.</summary>
    /// <exception cref="UserErrorException">It names none: the formats are listed.</exception>
    public static FigureFormat FormatOf(string path)
    {
        var extension = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        var known = Enum.GetValues<FigureFormat>().ToDictionary(f => f.ToString().ToLowerInvariant());
        return known.TryGetValue(extension, out var format)
            ? format
            : throw UserErrorException.UnknownName("extension of a figure", extension, known.Keys, path);
    }

    /// <summary>
    /// Draws a figure into a file of the format that its extension names; a file of that name is replaced when all went well.
    /// </summary>
    /// <exception cref="UserErrorException">The extension names no format, or the figure cannot be drawn on this machine.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Figure figure, string path)
    {
        var bytes = StackFigureRenderer.Create().Render(figure, FormatOf(path));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
