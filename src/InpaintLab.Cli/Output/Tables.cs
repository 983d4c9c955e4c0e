using Spectre.Console;

namespace InpaintLab.Cli.Output;

/// <summary>Tables on standard output.</summary>
internal static class Tables
{
    // Wide enough for every table: a narrow terminal folds whole lines, which can be read; folded cells cannot.
    private const int Width = 300;

    private static readonly Lazy<IAnsiConsole> Standard = new(CreateConsole);

    /// <summary>An empty table: columns of text to the left, then columns of numbers, which stand to the right.</summary>
    public static Table Create(IEnumerable<string> texts, IEnumerable<string> numbers)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in texts)
            table.AddColumn(new TableColumn(Markup.Escape(heading)) { NoWrap = true });
        foreach (var heading in numbers)
            table.AddColumn(new TableColumn(Markup.Escape(heading)) { NoWrap = true }.RightAligned());
        return table;
    }

    /// <summary>Adds a row of plain texts.</summary>
    public static void Add(this Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    /// <summary>Prints a table.</summary>
    public static void Print(Table table) => Standard.Value.Write(table);

    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Width;
        return console;
    }
}
