namespace InpaintLab.Runs.Database;

/// <summary>
/// The tables. Texts that repeat on every row (image, mask, metric) are numbers into <c>texts</c>; times are .NET ticks (UTC); a NaN, which
/// SQLite lacks, is NULL. In <c>image_rows</c>, <c>standing</c> is 0 superseded, 1 an earlier evaluation, 2 the latest.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Raised with every change here: a database of another version is emptied and filled again.</summary>
    public const int Version = 1;

    public const string Tables = """
        CREATE TABLE runs (
          run INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, log_length INTEGER NOT NULL, log_checksum INTEGER NOT NULL,
          id TEXT NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, state_message TEXT NOT NULL, family TEXT NOT NULL,
          variant TEXT NOT NULL, mask TEXT NOT NULL, dataset TEXT NOT NULL, resolution INTEGER NOT NULL, seed INTEGER NOT NULL,
          spec_hash TEXT NOT NULL, created INTEGER NOT NULL, last_step INTEGER NOT NULL, corruptions INTEGER NOT NULL);
        CREATE TABLE metrics (
          run INTEGER NOT NULL, key INTEGER NOT NULL, value REAL, PRIMARY KEY (run, key)) WITHOUT ROWID;
        CREATE TABLE series (
          run INTEGER NOT NULL, key INTEGER NOT NULL, points BLOB NOT NULL, UNIQUE (run, key));
        CREATE TABLE image_rows (
          run INTEGER NOT NULL, step INTEGER NOT NULL, mask_set INTEGER NOT NULL, metric INTEGER NOT NULL, image INTEGER NOT NULL,
          mask INTEGER NOT NULL, hole_ratio REAL, value REAL, standing INTEGER NOT NULL);
        CREATE INDEX image_rows_of_run ON image_rows (run, standing, mask_set, metric, image, mask);
        CREATE TABLE events (
          run INTEGER NOT NULL, time INTEGER NOT NULL, level INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
          message TEXT NOT NULL);
        CREATE INDEX events_of_run ON events (run);
        CREATE TABLE images (
          run INTEGER NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, superseded INTEGER NOT NULL);
        CREATE INDEX images_of_run ON images (run);
        CREATE TABLE provenance (
          run INTEGER NOT NULL, metric TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run, metric)) WITHOUT ROWID;
        CREATE TABLE texts (
          number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        """;

    /// <summary>The tables with rows of one run.</summary>
    public static readonly string[] OfRun = ["runs", "metrics", "series", "image_rows", "events", "images", "provenance"];
}
