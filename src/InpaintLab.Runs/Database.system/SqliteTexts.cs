namespace InpaintLab.Runs.Database;

/// <summary>Texts by number, in a table of these: each is stored once, and remembered as long as this lives.</summary>
/// <param name="commands">The connection.</param>
/// <param name="table">The table, with the columns number and text.</param>
internal sealed class SqliteTexts(SqliteCommands commands, string table)
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<int, string> _texts = [];

    /// <summary>
    /// The number of a text, which is stored where it is new; inside a transaction, which nobody else can write meanwhile.
    /// </summary>
    public int Number(string text)
    {
        if (_numbers.TryGetValue(text, out var number))
            return number;
        if (commands.Number($"SELECT number FROM {table} WHERE text = $0", text) is not { } found)
        {
            commands.Execute($"INSERT INTO {table} (text) VALUES ($0)", text);
            found = commands.Number("SELECT last_insert_rowid()")!.Value;
        }

        return _numbers[text] = checked((int)found);
    }

    /// <summary>The text of a number.</summary>
    public string Text(int number) => _texts.TryGetValue(number, out var text)
        ? text
        : _texts[number] = commands.Rows(r => r.GetString(0), $"SELECT text FROM {table} WHERE number = $0", number).Single();

    /// <summary>All of them by their numbers; null where there is none of a number.</summary>
    public string?[] All()
    {
        var texts = new List<string?>();
        _ = commands.Rows(Add, $"SELECT number, text FROM {table} ORDER BY number");
        return [.. texts];

        string Add(Microsoft.Data.Sqlite.SqliteDataReader r)
        {
            while (texts.Count < r.GetInt32(0))
                texts.Add(null);
            var text = r.GetString(1);
            texts.Add(text);
            return text;
        }
    }
}
