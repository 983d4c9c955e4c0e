using InpaintLab.Runs.Database;
using Microsoft.Data.Sqlite;

namespace InpaintLab.Tests.Runs.Database;

/// <summary>The database can be lost in any way: it is built again from the logs, and that is said.</summary>
public class SqliteRebuildTests
{
    private readonly List<string> _notices = [];

    [Fact]
    public void Deleted_it_is_built_again()
    {
        using var root = RootWithRuns();
        File.Delete(root.File("index.db"));

        AssertComplete(root);
        Assert.Empty(_notices);
    }

    [Fact]
    public void A_file_that_is_no_database_is_replaced()
    {
        using var root = RootWithRuns();
        File.WriteAllText(root.File("index.db"), new string('x', 10_000));

        AssertComplete(root);
        Assert.Contains("built again", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Overwritten_pages_and_a_cut_off_file_are_noticed()
    {
        foreach (var damage in new Func<byte[], byte[]>[] { b => b[..(b.Length / 2)], b => [.. b[..4096], .. new byte[b.Length - 4096]] })
        {
            using var root = RootWithRuns();
            File.WriteAllBytes(root.File("index.db"), damage(File.ReadAllBytes(root.File("index.db"))));
            _notices.Clear();

            AssertComplete(root);
            Assert.Contains("built again", Assert.Single(_notices), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_that_shows_while_it_is_open_is_repaired_too()
    {
        using var root = RootWithRuns();
        using var index = RunIndex.Open(root, _notices.Add);
        var bytes = File.ReadAllBytes(root.File("index.db"));
        bytes.AsSpan(4096).Clear();
        bytes[27]++; // the file's change counter, so that SQLite forgets its pages
        File.WriteAllBytes(root.File("index.db"), bytes);

        Assert.Equal(100, index.ImageRows(index.Runs()[2].Folder, latestOnly: true).Count);
        Assert.Equal(3, index.Runs().Count);
        Assert.Contains("damaged", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_schema_version_is_emptied_and_filled()
    {
        using var root = RootWithRuns();
        Execute(root, "PRAGMA user_version = 77; DROP TABLE runs; CREATE TABLE something (x)");

        AssertComplete(root);
        Assert.Contains("version 77", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_cannot_be_written_it_is_kept_in_memory()
    {
        using var root = RootWithRuns();
        File.Delete(root.File("index.db"));
        Directory.CreateDirectory(root.File("index.db"));

        AssertComplete(root);
        Assert.Contains("in memory", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void At_rest_it_is_one_file_that_can_be_copied_with_the_runs()
    {
        using var root = RootWithRuns();
        Assert.Equal([root.File("index.db")], Directory.GetFiles(root));
        using var copy = new TemporaryFolder();
        File.Copy(root.File("index.db"), copy.File("index.db"));
        foreach (var run in Directory.GetDirectories(root))
        {
            Directory.CreateDirectory(copy.File(Path.GetFileName(run)));
            File.Copy(Path.Combine(run, "points.log"), Path.Combine(copy.File(Path.GetFileName(run)), "points.log"));
        }

        AssertComplete(copy);
        Assert.Empty(_notices);
    }

    private static TemporaryFolder RootWithRuns()
    {
        var root = new TemporaryFolder();
        for (var i = 0; i < 3; i++)
        {
            using var writer = SampleRun.Create(root, "run-" + i);
            writer.LogScalar(1, 0, "x", i);
            for (var image = 0; image < 100; image++)
                writer.LogImageRows(1, "box", [new("image-" + image, "mask-" + image, 0.5, "psnr", image)]);
        }

        RunIndex.Open(root, _ => { }).Dispose();
        return root;
    }

    private void AssertComplete(TemporaryFolder root)
    {
        using var index = RunIndex.Open(root, _notices.Add);
        var runs = index.Runs();
        Assert.Equal(3, runs.Count);
        Assert.All(runs, run => Assert.Equal(100, index.ImageRows(run.Folder, latestOnly: true).Count));
        Assert.All(runs, run => Assert.Single(index.Series(run.Folder, "x")));
    }

    private static void Execute(TemporaryFolder root, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={root.File("index.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are this file's
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
