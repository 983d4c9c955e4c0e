using System.Text;

namespace InpaintLab.Core.Specs.Reading;

/// <summary>A spec file: its text, and the mapping that it holds.</summary>
internal static class SpecFile
{
    private const long MaxBytes = 1 << 20;

    /// <summary>The text of the file, or null with the error added.</summary>
    public static string? ReadText(string path, SpecErrors errors)
    {
        var whole = new Origin(path, 0, 0);
        try
        {
            if (Directory.Exists(path))
                errors.Add(whole, "expected a spec file, received a folder");
            else if (!File.Exists(path))
                errors.Add(whole, "no such file");
            else if (new FileInfo(path).Length > MaxBytes)
                errors.Add(whole, "expected a spec, received a file of more than 1 MB");
            else
                return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            errors.Add(whole, "expected UTF-8 text");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(whole, $"cannot be read: {e.Message}");
        }

        return null;
    }

    /// <summary>The mapping that the text holds, or null with the error added.</summary>
    /// <param name="text">The text of a spec.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="subject">Whose keys are expected, in words.</param>
    public static SpecMap? Parse(string text, string file, SpecErrors errors, string subject = "an experiment")
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var errorsBefore = errors.Count;
        var found = new SpecErrors();
        var node = SpecReader.Read(text, mark => Place(lines, file, (int)mark.Line, (int)mark.Column), found);
        if (node is null && found.Count > 0 && Array.FindIndex(lines, IsIndentedByTab) is var tab and >= 0)
            errors.Add(Place(lines, file, tab + 1, lines[tab].IndexOf('\t') + 1), "not valid YAML: a tab in the indentation; use spaces");
        else
            found.CopyTo(errors);
        if (node is SpecMap map)
            return map;
        if (errors.Count == errorsBefore)
        {
            var (where, received) = node is null or SpecScalar { Kind: ScalarKind.Null }
                ? (Place(lines, file, 1, 1), "an empty file")
                : (node.Where, node.Describe());
            errors.Add(where, $"expected a mapping with the keys of {subject}, received {received}");
        }

        return null;
    }

    private static Origin Place(string[] lines, string file, int line, int column) =>
        new(file, line, column) { SourceLine = line <= lines.Length ? lines[line - 1] : null };

    private static bool IsIndentedByTab(string line) =>
        line.TrimStart().Length > 0 && line[..^line.TrimStart().Length].Contains('\t');
}
