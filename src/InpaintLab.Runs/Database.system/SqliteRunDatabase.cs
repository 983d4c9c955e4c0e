using InpaintLab.Runs.Log;
using Microsoft.Data.Sqlite;

namespace InpaintLab.Runs.Database;

/// <summary>
/// The runs in one SQLite file. It uses a rollback journal, not a write-ahead log: at rest there is one file, which can be copied. Writers
/// take turns (a minute's patience), each with one transaction for a batch of runs.
/// </summary>
internal sealed class SqliteRunDatabase : IRunDatabase
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommands _commands;
    private readonly SqliteTexts _texts;

    private SqliteRunDatabase(string path, string? emptiedBecause)
    {
        EmptiedBecause = emptiedBecause;
        // Without pooling the file is closed when this is disposed, so that it can be deleted or moved.
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 };
        _connection = new SqliteConnection(source.ToString());
        _commands = new SqliteCommands(_connection);
        _texts = new SqliteTexts(_commands, "texts");
    }

    /// <inheritdoc/>
    public string? EmptiedBecause { get; private set; }

    /// <summary>The database, emptied when it is damaged or of another version; one in memory where nothing can be written.</summary>
    public static SqliteRunDatabase Open(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return Open(":memory:", null);
        try
        {
            return Open(path, null);
        }
        catch (RunDatabaseDamagedException e)
        {
            Delete(path);
            return Open(path, $"damaged ({e.Message})");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN)
        {
            return Open(":memory:", $"cannot be written ({e.Message}), so that it is kept in memory");
        }
    }

    /// <summary>Deletes the database's files.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + "-journal");
    }

    /// <inheritdoc/>
    public void Touch(IReadOnlyList<(string Folder, LogFingerprint Log)> logs) => InTransaction(() =>
    {
        foreach (var (folder, log) in logs)
        {
            const string where = "WHERE folder = $1 AND log_length = $2 AND log_checksum = $3";
            _commands.Execute($"UPDATE runs SET log_modified = $0 {where}", log.Modified, folder, log.Length, (long)log.LastChecksum);
        }
    });

    /// <inheritdoc/>
    public void Update(IReadOnlyList<IndexedRun> changed, IReadOnlyList<string> removed) => InTransaction(() =>
    {
        var store = new SqliteRunStore(_commands);
        foreach (var folder in removed)
            store.Remove(folder);
        foreach (var run in changed)
            store.Put(run);
    });

    /// <inheritdoc/>
    public IReadOnlyList<StoredRun> Runs() => Guard(() => SqliteSummaries.Read(_commands));

    /// <inheritdoc/>
    public IReadOnlyList<EvaluatedRow> ImageRows(string folder, bool latestOnly) => Guard(() =>
    {
        const string sql = "SELECT i.rows FROM runs r JOIN image_rows i ON i.run = r.run WHERE r.folder = $0 AND i.latest >= $1";
        var rows = new List<(int Place, EvaluatedRow Row)>();
        foreach (var packed in _commands.Rows(r => (byte[])r.GetValue(0), sql, folder, latestOnly ? 1 : 0))
            PackedRows.Unpack(packed, _texts.Text, rows);
        return rows.OrderBy(r => r.Place).Select(r => r.Row).ToList();
    });

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Events(string folder) => Guard(() => _commands.Rows(
        r => new EventRecord(
            new DateTime(r.GetInt64(0), DateTimeKind.Utc), (EventLevel)r.GetInt32(1), r.GetString(2), r.GetInt64(3), r.GetString(4)),
        """
        SELECT e.time, e.level, e.kind, e.count, e.message FROM runs r JOIN events e ON e.run = r.run
        WHERE r.folder = $0 ORDER BY e.rowid
        """,
        folder));

    /// <inheritdoc/>
    public IReadOnlyList<LoggedImage> Images(string folder) => Guard(() => _commands.Rows(
        r => new LoggedImage(r.GetInt64(0), r.GetString(1), r.GetString(2), Superseded: false),
        """
        SELECT i.step, i.name, i.path FROM runs r JOIN images i ON i.run = r.run
        WHERE r.folder = $0 ORDER BY i.rowid
        """,
        folder));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance(string folder) => Guard(() => _commands
        .Rows(
            r => (Metric: r.GetString(0), Json: r.GetString(1)),
            "SELECT p.metric, p.json FROM runs r JOIN provenance p ON p.run = r.run WHERE r.folder = $0",
            folder)
        .ToDictionary(p => p.Metric, p => p.Json));

    /// <inheritdoc/>
    public void Dispose()
    {
        _commands.Dispose();
        _connection.Dispose();
    }

    private static SqliteRunDatabase Open(string path, string? emptiedBecause)
    {
        var database = new SqliteRunDatabase(path, emptiedBecause);
        try
        {
            database.Prepare();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Prepare()
    {
        var before = Guard(() =>
        {
            _connection.Open();
            return _commands.Number("PRAGMA user_version");
        });
        if (SQLitePCL.raw.sqlite3_db_readonly(_connection.Handle, "main") == 1)
            throw new SqliteException("the file is read-only", SQLitePCL.raw.SQLITE_READONLY);
        if (before == SqliteSchema.Version)
            return;
        // Of a new file only, and only outside a transaction: a row takes some kilobytes, and several are read with one page.
        Guard(() => _commands.Number($"PRAGMA page_size = {SqliteSchema.BytesPerPage}"));
        InTransaction(() =>
        {
            // Asked again inside the transaction: another process may have made the tables meanwhile.
            var version = _commands.Number("PRAGMA user_version");
            if (version == SqliteSchema.Version)
                return;
            const string all = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
            var tables = _commands.Rows(r => r.GetString(0), all);
            foreach (var table in tables)
                _commands.Execute($"DROP TABLE \"{table}\"");
            _commands.Execute(SqliteSchema.Tables);
            _commands.Execute($"PRAGMA user_version = {SqliteSchema.Version}");
            if (version != 0)
                EmptiedBecause = $"of schema version {version}, where this program has {SqliteSchema.Version}";
        });
    }

    private void InTransaction(Action action) => Guard(() =>
    {
        // Immediate: a transaction that began by reading could not wait for another writer, it would have to fail.
        _commands.Execute("BEGIN IMMEDIATE");
        try
        {
            action();
            _commands.Execute("COMMIT");
        }
        catch
        {
            // After some errors SQLite has rolled back by itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _commands.Execute("ROLLBACK");
            throw;
        }

        return true;
    });

    private static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new RunDatabaseDamagedException(e.Message, e);
        }
    }
}
