namespace InpaintLab.Runs.Database;

/// <summary>The database of this stack: SQLite.</summary>
internal static class StackRunDatabase
{
    public const string FileName = "index.db";

    public static IRunDatabase Open(string path) => SqliteRunDatabase.Open(path);

    public static void Delete(string path) => SqliteRunDatabase.Delete(path);
}
