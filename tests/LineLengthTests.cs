namespace InpaintLab.Tests;

/// <summary>How long lines of C# and of the native part may be. Raw string literals are exempt: what they hold has lines of its own.</summary>
public sealed class LineLengthTests
{
    private const string RawString = "\"\"\"";

    // Tables of cases read better with a case on a line than wrapped.
    [Theory]
    [InlineData("src", 140, ".cs")]
    [InlineData("tests", 200, ".cs")]
    [InlineData("src/InpaintLab.Torch/native", 140, ".cpp", ".h", ".cu")]
    public void Lines_are_no_longer_than_the_limit(string folder, int limit, params string[] endings)
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))
            .Where(file => endings.Contains(Path.GetExtension(file)))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "build"))
            .ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => TooLong(file, File.ReadLines(Path.Combine(RepositoryRoot.Path, file)), limit)));
    }

    [Fact]
    public void Only_raw_strings_are_exempt()
    {
        string[] lines = ["12345", $"a = {RawString}", "123456", $"    {RawString};", "123456", $"b({RawString}123456{RawString})", "1234567"];
        Assert.Equal(["x.cs:5: 6 columns", "x.cs:7: 7 columns"], TooLong("x.cs", lines, 5));
    }

    private static IEnumerable<string> TooLong(string file, IEnumerable<string> lines, int limit)
    {
        var isInside = false;
        foreach (var (index, line) in lines.Index())
        {
            var quotes = line.Split(RawString).Length - 1;
            if (line.Length > limit && !isInside && quotes == 0)
                yield return $"{file}:{index + 1}: {line.Length} columns";
            isInside ^= quotes % 2 != 0;
        }
    }
}
