namespace InpaintLab.Runs.Database;

/// <summary>
/// The tables. Times are .NET ticks (UTC). What is asked of all runs at once lies in one row for each: <c>labels</c>, <c>metrics</c> and
/// <c>spec</c> are <see cref="PackedMap{T}"/>s over <c>names</c>, which is read as a whole. Texts that are many (images, masks) are numbers
/// into <c>texts</c>, of which each is looked up. In <c>image_rows</c>, <c>latest</c> is 1 for the latest evaluations, 0 for earlier ones.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Raised with every change here: a database of another version is emptied and filled again.</summary>
    public const int Version = 2;

    /// <summary>Bytes that are read and written at once.</summary>
    public const int BytesPerPage = 16384;

    public const string Tables = """
        CREATE TABLE runs (
          run INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, log_length INTEGER NOT NULL, log_modified INTEGER NOT NULL,
          log_checksum INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, state_message TEXT NOT NULL,
          family TEXT NOT NULL, variant TEXT NOT NULL, mask TEXT NOT NULL, dataset TEXT NOT NULL, resolution INTEGER NOT NULL,
          seed INTEGER NOT NULL, spec_hash TEXT NOT NULL, created INTEGER NOT NULL, ended INTEGER, last_step INTEGER NOT NULL,
          corruptions INTEGER NOT NULL, tags TEXT NOT NULL, labels BLOB NOT NULL, metrics BLOB NOT NULL, spec BLOB NOT NULL);
        CREATE TABLE image_rows (
          run INTEGER NOT NULL, latest INTEGER NOT NULL, rows BLOB NOT NULL, UNIQUE (run, latest));
        CREATE TABLE events (
          run INTEGER NOT NULL, time INTEGER NOT NULL, level INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
          message TEXT NOT NULL);
        CREATE INDEX events_of_run ON events (run);
        CREATE TABLE images (
          run INTEGER NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL);
        CREATE INDEX images_of_run ON images (run);
        CREATE TABLE provenance (
          run INTEGER NOT NULL, metric TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run, metric)) WITHOUT ROWID;
        CREATE TABLE names (
          number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE texts (
          number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        """;

    /// <summary>The tables with rows of one run.</summary>
    public static readonly string[] OfRun = ["runs", "image_rows", "events", "images", "provenance"];
}
