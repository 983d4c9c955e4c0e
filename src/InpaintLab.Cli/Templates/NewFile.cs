using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Templates;

/// <summary>Files that are the user's from the first moment: never written over what is there.</summary>
internal static class NewFile
{
    /// <summary>Writes a text to a file that does not exist yet; missing folders are made.</summary>
    /// <exception cref="UserErrorException">There is something of that name.</exception>
    public static void Write(string file, string text)
    {
        if (File.Exists(file) || Directory.Exists(file))
            throw new UserErrorException($"{file}: expected the name of a new file, found one that exists; choose another by -o FILE");
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        using var stream = new FileStream(file, FileMode.CreateNew);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
