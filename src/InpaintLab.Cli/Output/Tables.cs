namespace InpaintLab.Cli.Output;

/// <summary>Tables on standard output.</summary>
internal static class Tables
{
    /// <summary>An empty table: columns of text to the left, then columns of numbers, which stand to the right.</summary>
    public static TextTable Create(IEnumerable<string> texts, IEnumerable<string> numbers)
    {
        var left = texts.ToList();
        return new TextTable([.. left, .. numbers], left.Count);
    }

    /// <summary>Prints a table.</summary>
    public static void Print(TextTable table) => table.Write(Console.Out);
}
