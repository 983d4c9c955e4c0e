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
        var names = new Lazy<string?[]>(() => new SqliteTexts(commands, "names").All());
        var table = new NameTable(names);
        var runs = commands.Rows(r => Row(r, table), Sql);
        // The names after the runs: another process may add a run with new names in between.
        _ = names.Value;
        runs.Sort((a, b) => Order(a.Summary, b.Summary));
        return runs;
    }

    private static int Order(RunSummary a, RunSummary b) =>
        a.Created.CompareTo(b.Created) is var order and not 0 ? order : string.CompareOrdinal(a.Folder, b.Folder);

    private static StoredRun Row(SqliteDataReader r, NameTable names)
    {
        var values = new PackedValues(names, (byte[])r.GetValue(18));
        var summary = new RunSummary
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
            Labels = new PackedTexts(names, (byte[])r.GetValue(17)),
            Metrics = values,
            Ranges = values.Ranges,
            Spec = new PackedTexts(names, (byte[])r.GetValue(19)),
        };
        return new StoredRun(summary, new LogFingerprint(r.GetInt64(20), r.GetInt64(21), (uint)r.GetInt64(22)));
    }
}
