namespace InpaintLab.Runs.Database;

/// <summary>Puts runs into the tables, inside a transaction of the caller.</summary>
internal sealed class SqliteRunStore(SqliteCommands commands)
{
    // Numbers of texts seen in this transaction; nobody else can add any meanwhile.
    private readonly Dictionary<string, long> _texts = [];

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
        foreach (var (key, value) in run.Summary.Metrics)
            commands.Execute("INSERT INTO metrics VALUES ($0, $1, $2)", number, Text(key), value);
        foreach (var key in run.Log.Keys)
        {
            var points = SeriesBlob.Pack(run.Log.Series(key, includeSuperseded: true));
            commands.Execute("INSERT INTO series VALUES ($0, $1, $2)", number, Text(key), points);
        }

        PutImageRows(number, run.Log);
        foreach (var e in run.Log.Events)
        {
            commands.Execute(
                "INSERT INTO events VALUES ($0, $1, $2, $3, $4, $5)", number, e.Time.Ticks, (int)e.Level, e.Kind, e.Count, e.Message);
        }

        foreach (var image in run.Log.Images(includeSuperseded: true))
        {
            var superseded = image.Superseded ? 1 : 0;
            commands.Execute("INSERT INTO images VALUES ($0, $1, $2, $3, $4)", number, image.Step, image.Name, image.Path, superseded);
        }

        foreach (var (metric, json) in run.Log.Provenance)
            commands.Execute("INSERT INTO provenance VALUES ($0, $1, $2)", number, metric, json);
    }

    private long PutSummary(RunSummary s, LogFingerprint log)
    {
        commands.Execute(
            """
            INSERT INTO runs (folder, log_length, log_checksum, id, name, state, state_message, family, variant, mask, dataset,
                              resolution, seed, spec_hash, created, last_step, corruptions)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """,
            s.Folder, log.Length, (long)log.LastChecksum, s.Id, s.Name, (int)s.State, s.StateMessage, s.Family, s.Variant, s.Mask,
            s.Dataset, s.Resolution, s.Seed, s.SpecHash, s.Created.Ticks, s.LastStep, s.Corruptions);
        return commands.Number("SELECT last_insert_rowid()")!.Value;
    }

    private void PutImageRows(long number, RunLog log)
    {
        var latest = new Dictionary<(string MaskSet, string Metric), long>();
        foreach (var row in log.ImageRows())
        {
            var key = (row.MaskSet, row.Row.Metric);
            latest[key] = Math.Max(row.Step, latest.GetValueOrDefault(key, long.MinValue));
        }

        foreach (var (step, maskSet, row, superseded) in log.ImageRows(includeSuperseded: true))
        {
            var standing = superseded ? 0 : step < latest[(maskSet, row.Metric)] ? 1 : 2;
            commands.Execute(
                "INSERT INTO image_rows VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)",
                number, step, Text(maskSet), Text(row.Metric), Text(row.ImageId), Text(row.MaskId), row.HoleRatio, row.Value, standing);
        }
    }

    private long Text(string text)
    {
        if (_texts.TryGetValue(text, out var number))
            return number;
        if (commands.Number("SELECT number FROM texts WHERE text = $0", text) is not { } found)
        {
            commands.Execute("INSERT INTO texts (text) VALUES ($0)", text);
            found = commands.Number("SELECT last_insert_rowid()")!.Value;
        }

        return _texts[text] = found;
    }
}
