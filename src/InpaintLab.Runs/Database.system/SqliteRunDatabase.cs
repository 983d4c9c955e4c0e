using InpaintLab.Runs.Folders;
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

    private SqliteRunDatabase(string path, string? emptiedBecause)
    {
        EmptiedBecause = emptiedBecause;
        // Without pooling the file is closed when this is disposed, so that it can be deleted or moved.
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 };
        _connection = new SqliteConnection(source.ToString());
        _commands = new SqliteCommands(_connection);
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
    public IReadOnlyDictionary<string, LogFingerprint> Fingerprints() => Guard(() => _commands
        .Rows(
            r => (Folder: r.GetString(0), Print: new LogFingerprint(r.GetInt64(1), (uint)r.GetInt64(2))),
            "SELECT folder, log_length, log_checksum FROM runs")
        .ToDictionary(r => r.Folder, r => r.Print));

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
    public IReadOnlyList<RunSummary> Runs() => Guard(() =>
    {
        var metrics = _commands
            .Rows(
                r => (Run: r.GetInt64(0), Key: r.GetString(1), Value: SqliteCommands.Double(r, 2)),
                "SELECT m.run, t.text, m.value FROM metrics m JOIN texts t ON t.number = m.key ORDER BY t.text")
            .ToLookup(m => m.Run);
        return _commands.Rows(
            r => new RunSummary
            {
                Folder = r.GetString(1),
                Id = r.GetString(2),
                Name = r.GetString(3),
                State = (RunState)r.GetInt32(4),
                StateMessage = r.GetString(5),
                Family = r.GetString(6),
                Variant = r.GetString(7),
                Mask = r.GetString(8),
                Dataset = r.GetString(9),
                Resolution = r.GetInt32(10),
                Seed = r.GetInt64(11),
                SpecHash = r.GetString(12),
                Created = new DateTime(r.GetInt64(13), DateTimeKind.Utc),
                LastStep = r.GetInt64(14),
                Corruptions = r.GetInt32(15),
                Metrics = metrics[r.GetInt64(0)].ToDictionary(m => m.Key, m => m.Value),
            },
            """
            SELECT run, folder, id, name, state, state_message, family, variant, mask, dataset, resolution, seed, spec_hash, created,
              last_step, corruptions
            FROM runs ORDER BY created, folder
            """);
    });

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys(string folder) => Guard(() => _commands.Rows(
        r => r.GetString(0),
        "SELECT t.text FROM runs r JOIN series s ON s.run = r.run JOIN texts t ON t.number = s.key WHERE r.folder = $0 ORDER BY t.text",
        folder));

    /// <inheritdoc/>
    public IReadOnlyList<ScalarPoint> Series(string folder, string key, bool includeSuperseded = false) => Guard(() => _commands
        .Rows(
            r => SeriesBlob.Unpack((byte[])r.GetValue(0), includeSuperseded),
            """
            SELECT s.points FROM runs r JOIN series s ON s.run = r.run JOIN texts t ON t.number = s.key WHERE r.folder = $0 AND t.text = $1
            """,
            folder,
            key)
        .SingleOrDefault() ?? []);

    /// <inheritdoc/>
    public IReadOnlyList<EvaluatedRow> ImageRows(string folder, bool latestOnly) => Guard(() => _commands.Rows(
        r => new EvaluatedRow(
            r.GetInt64(0),
            r.GetString(1),
            new ImageRow(r.GetString(2), r.GetString(3), SqliteCommands.Double(r, 4), r.GetString(5), SqliteCommands.Double(r, 6)),
            Superseded: false),
        """
        SELECT i.step, s.text, p.text, m.text, i.hole_ratio, k.text, i.value
        FROM runs r JOIN image_rows i ON i.run = r.run
        JOIN texts s ON s.number = i.mask_set JOIN texts p ON p.number = i.image
        JOIN texts m ON m.number = i.mask JOIN texts k ON k.number = i.metric
        WHERE r.folder = $0 AND i.standing >= $1 ORDER BY i.rowid
        """,
        folder,
        latestOnly ? 2 : 1));

    /// <inheritdoc/>
    public IReadOnlyList<PairedRow> PairedRows(string first, string second) => Guard(() => _commands.Rows(
        r => new PairedRow(
            r.GetString(0),
            r.GetString(1),
            r.GetString(2),
            r.GetString(3),
            SqliteCommands.Double(r, 4),
            SqliteCommands.Double(r, 5),
            SqliteCommands.Double(r, 6)),
        """
        SELECT s.text, k.text, p.text, m.text, a.hole_ratio, a.value, b.value
        FROM runs ra JOIN image_rows a ON a.run = ra.run AND a.standing = 2
        JOIN runs rb ON rb.folder = $1
        JOIN image_rows b ON b.run = rb.run AND b.standing = 2
          AND b.mask_set = a.mask_set AND b.metric = a.metric AND b.image = a.image AND b.mask = a.mask
        JOIN texts s ON s.number = a.mask_set JOIN texts p ON p.number = a.image
        JOIN texts m ON m.number = a.mask JOIN texts k ON k.number = a.metric
        WHERE ra.folder = $0 ORDER BY s.text, k.text, p.text, m.text
        """,
        first,
        second));

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
        WHERE r.folder = $0 AND i.superseded = 0 ORDER BY i.rowid
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
