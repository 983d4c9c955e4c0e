using System.Text.RegularExpressions;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>The scripts on a page of the documentation: blocks of C# whose first line is a comment with a script's name.</summary>
internal static class DocumentedScripts
{
    /// <summary>Names and texts, in the order of the page.</summary>
    public static IEnumerable<(string Name, string Text)> Of(string page) =>
        Regex.Matches(
                File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "docs", page)),
                @"^```csharp\n// (?<name>[a-z-]+\.csx).*?^```",
                RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .Select(m => (m.Groups["name"].Value, string.Join('\n', m.Value.Split('\n')[1..^1])));
}
