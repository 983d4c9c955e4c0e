namespace InpaintLab.Runs.Database;

/// <summary>Puts runs into the tables, inside a transaction of the caller.</summary>
internal sealed class SqliteRunStore(SqliteCommands commands)
{
    // Numbers that were found in this transaction: before it, another process may have emptied the tables.
    private readonly SqliteTexts _names = new(commands, "names");
    private readonly SqliteTexts _texts = new(commands, "texts");

    public void Remove(string folder)
    {
        if (commands.Number("SELECT run FROM runs WHERE folder = $0", folder) is not { } run)
            return;
        foreach (var table in SqliteSchema.OfRun)
            commands.Execute($"DELETE FROM {table} WHERE run = $0", run);
    }

    public void Put(IndexedRun run)
    {
        Remove(run.Summary.Folder);
        var number = PutSummary(run.Summary, run.Fingerprint);
        PutImageRows(number, run.ImageRows);
        foreach (var e in run.Events)
        {
            commands.Execute(
                "INSERT INTO events VALUES ($0, $1, $2, $3, $4, $5)", number, e.Time.Ticks, (int)e.Level, e.Kind, e.Count, e.Message);
        }

        foreach (var image in run.Images)
            commands.Execute("INSERT INTO images VALUES ($0, $1, $2, $3)", number, image.Step, image.Name, image.Path);
        foreach (var (metric, json) in run.Provenance)
            commands.Execute("INSERT INTO provenance VALUES ($0, $1, $2)", number, metric, json);
    }

    private long PutSummary(RunSummary s, LogFingerprint log)
    {
        commands.Execute(
            """
            INSERT INTO runs (folder, log_length, log_modified, log_checksum, id, name, state, state_message, family, variant, mask, dataset,
                              resolution, seed, spec_hash, created, ended, last_step, corruptions, tags, labels, metrics, spec)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            """,
            s.Folder, log.Length, log.Modified, (long)log.LastChecksum, s.Id, s.Name, (int)s.State, s.StateMessage, s.Family, s.Variant,
            s.Mask, s.Dataset, s.Resolution, s.Seed, s.SpecHash, s.Created.Ticks, s.Ended?.Ticks, s.LastStep, s.Corruptions,
            string.Join('\n', s.Tags), PackedTexts.Pack(s.Labels, _names.Number), PackedValues.Pack(s.Metrics, s.Ranges, _names.Number),
            PackedTexts.Pack(s.Spec, _names.Number));
        return commands.Number("SELECT last_insert_rowid()")!.Value;
    }

    private void PutImageRows(long number, IReadOnlyList<EvaluatedRow> rows)
    {
        var latest = new Dictionary<(string MaskSet, string Metric), long>();
        foreach (var row in rows)
        {
            var key = (row.MaskSet, row.Row.Metric);
            latest[key] = Math.Max(row.Step, latest.GetValueOrDefault(key, long.MinValue));
        }

        foreach (var group in rows.Select((row, place) => (Place: place, Row: row)).GroupBy(r => IsLatest(r.Row)))
        {
            commands.Execute(
                "INSERT INTO image_rows VALUES ($0, $1, $2)", number, group.Key ? 1 : 0, PackedRows.Pack([.. group], _texts.Number));
        }

        bool IsLatest(EvaluatedRow row) => row.Step == latest[(row.MaskSet, row.Row.Metric)];
    }
}
