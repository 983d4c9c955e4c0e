using InpaintLab.Runs.Folders;
using Microsoft.Data.Sqlite;

namespace InpaintLab.Runs.Database;

/// <summary>Reads the lines of all runs. What is packed stays so until it is asked for.</summary>
internal static class SqliteSummaries
{
    private const string Sql = """
        SELECT folder, id, name, state, state_message, family, variant, mask, dataset, resolution, seed, spec_hash, created, ended,
          last_step, corruptions, tags, labels, metrics, spec, log_length, log_modified, log_checksum
        FROM runs
        """;

    /// <summary>All runs in order of creation, then of folder.</summary>
    public static List<StoredRun> Read(SqliteCommands commands)
    {
        // The names after the runs: another process may add a run with new names in between.
        var rows = commands.Rows(r => new Row(r), Sql);
        var names = new SqliteTexts(commands, "names").All();
        var runs = rows.ConvertAll(row => row.With(names));
        runs.Sort((a, b) => Order(a.Summary, b.Summary));
        return runs;
    }

    private static int Order(RunSummary a, RunSummary b) =>
        a.Created.CompareTo(b.Created) is var order and not 0 ? order : string.CompareOrdinal(a.Folder, b.Folder);

    private readonly struct Row(SqliteDataReader r)
    {
        private readonly RunSummary _summary = new()
        {
            Folder = r.GetString(0),
            Id = r.GetString(1),
            Name = r.GetString(2),
            State = (RunState)r.GetInt32(3),
            StateMessage = r.GetString(4),
            Family = r.GetString(5),
            Variant = r.GetString(6),
            Mask = r.GetString(7),
            Dataset = r.GetString(8),
            Resolution = r.GetInt32(9),
            Seed = r.GetInt64(10),
            SpecHash = r.GetString(11),
            Created = new DateTime(r.GetInt64(12), DateTimeKind.Utc),
            Ended = r.IsDBNull(13) ? null : new DateTime(r.GetInt64(13), DateTimeKind.Utc),
            LastStep = r.GetInt64(14),
            Corruptions = r.GetInt32(15),
            Tags = r.GetString(16) is { Length: > 0 } tags ? tags.Split('\n') : [],
            Metrics = System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty,
        };

        private readonly byte[] _labels = (byte[])r.GetValue(17);
        private readonly byte[] _metrics = (byte[])r.GetValue(18);
        private readonly byte[] _spec = (byte[])r.GetValue(19);

        private readonly LogFingerprint _log = new(r.GetInt64(20), r.GetInt64(21), (uint)r.GetInt64(22));

        public StoredRun With(NameTable names)
        {
            var values = new PackedValues(names, _metrics);
            var summary = _summary with
            {
                Metrics = values,
                Ranges = values.Ranges,
                Labels = new PackedTexts(names, _labels),
                Spec = new PackedTexts(names, _spec),
            };
            return new StoredRun(summary, _log);
        }
    }
}
