using InpaintLab.Core.Errors;

namespace InpaintLab.Imaging;

/// <summary>
/// An image file that cannot be read or written; the message begins with its path and says what was expected and what was found.
/// </summary>
public sealed class ImageFileException : UserErrorException
{
    /// <summary>"<paramref name="path"/>: <paramref name="problem"/>".</summary>
    public ImageFileException(string path, string problem)
        : base($"{path}: {problem}") => Path = path;

    /// <summary>The same with the exception that led to it.</summary>
    public ImageFileException(string path, string problem, Exception inner)
        : base($"{path}: {problem}", inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
