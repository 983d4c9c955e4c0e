using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Database;

/// <summary>What every database adapter must do, asked of the one of this stack.</summary>
public class RunIndexTests
{
    private readonly List<string> _notices = [];

    [Fact]
    public void Runs_are_listed_with_what_describes_them()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root, "first", seed: long.MaxValue);
        writer.LogScalars(1, 0, [new("val/psnr", 20), new("train/loss", 1)]);
        writer.LogScalars(2, 0, [new("val/psnr", 21), new("train/loss", double.NaN)]);
        writer.SetSummary("psnr", double.PositiveInfinity);
        writer.Commit();
        SampleRun.Create(root, "second").Dispose();

        using var index = Open(root);
        var runs = index.Runs();

        Assert.Equal(["first", "second"], runs.Select(r => r.Name));
        Assert.Equal([RunState.Running, RunState.Crashed], runs.Select(r => r.State));
        var expected = RunSummary.Of(writer.Folder, writer.Folder.FolderName, RunLog.Read(writer.Folder.LogPath));
        Assert.Equivalent(expected, runs[0], strict: true);
        Assert.Equal(long.MaxValue, runs[0].Seed);
        Assert.Equal(DateTimeKind.Utc, runs[0].Created.Kind);
        Assert.Equal((2L, 21.0, double.NaN), (runs[0].LastStep, runs[0].Metrics["val/psnr"], runs[0].Metrics["train/loss"]));
        Assert.Equal(double.PositiveInfinity, runs[0].Metrics["psnr"]);
        Assert.Empty(_notices);
    }

    [Fact]
    public void Everything_of_a_run_comes_back_as_the_log_has_it()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        for (var step = 1; step <= 4; step++)
        {
            var value = step == 2 ? double.NegativeInfinity : BitConverter.UInt64BitsToDouble(0xfff8dead0000beef);
            writer.LogScalar(step, step / 2, "x", value);
            writer.LogImage(step, "grid", $"images/{step}.png");
            writer.LogImageRows(step, "box", [new("a", "m", 0.25, "psnr", step), new("b", "n", 0.5, "psnr", double.NaN)]);
        }

        writer.LogEvent(EventLevel.Error, "nan", "the loss is not a number", 5);
        writer.SetProvenance("psnr", """{"range": 1}""");
        var folder = writer.Folder;
        writer.Dispose();
        RunWriter.Resume(folder, 3).Dispose();
        var log = RunLog.Read(folder.LogPath);

        using var index = Open(root);
        var name = folder.FolderName;

        Assert.Equal(log.Keys, index.Keys(name));
        Assert.Equal(3, index.Series(name, "x").Count);
        Assert.Equal(log.Series("x", true).Select(Bits), index.Series(name, "x", includeSuperseded: true).Select(Bits));
        Assert.Equal(log.ImageRows(), index.ImageRows(name, latestOnly: false));
        Assert.Equal(log.ImageRows().Where(r => r.Step == 3), index.ImageRows(name, latestOnly: true));
        Assert.Equal(log.Images(), index.Images(name));
        Assert.Equal(log.Events, index.Events(name));
        Assert.Equal(log.Provenance, index.Provenance(name));
        Assert.Empty(index.Series(name, "unknown"));
        Assert.Empty(index.Series("unknown", "x"));
    }

    [Fact]
    public void Rows_of_two_runs_are_paired_by_mask_set_metric_image_and_mask_of_their_latest_evaluations()
    {
        using var root = new TemporaryFolder();
        using var first = SampleRun.Create(root, "first");
        using var second = SampleRun.Create(root, "second");
        first.LogImageRows(10, "box", [new("a", "m", 0.1, "psnr", 1), new("b", "m", 0.2, "psnr", 2)]);
        first.LogImageRows(20, "box", [new("a", "m", 0.1, "psnr", 3), new("b", "m", 0.2, "psnr", 4), new("b", "m", 0.2, "l1", 5)]);
        second.LogImageRows(15, "box", [new("b", "m", 0.2, "psnr", 6), new("a", "other", 0.3, "psnr", 7), new("c", "m", 0.2, "psnr", 8)]);
        second.LogImageRows(15, "irregular", [new("a", "m", 0.1, "psnr", 9)]);
        first.Commit();
        second.Commit();

        using var index = Open(root);

        var pairs = index.PairedRows(first.Folder.FolderName, second.Folder.FolderName);
        Assert.Equal([new PairedRow("box", "psnr", "b", "m", 0.2, 4, 6)], pairs);
    }

    [Fact]
    public void A_refresh_reads_what_changed_and_forgets_what_is_gone()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root, "changing");
        var removed = SampleRun.Create(root, "removed");
        removed.Dispose();
        using var index = Open(root);

        writer.LogScalar(5, 0, "x", 1);
        writer.Commit();
        Directory.Delete(removed.Folder.Path, recursive: true);
        SampleRun.Create(root, "new").Dispose();
        index.Refresh();

        Assert.Equal([("changing", 5L), ("new", -1L)], index.Runs().Select(r => (r.Name, r.LastStep)));
    }

    [Fact]
    public void A_log_that_did_not_change_is_not_read_again()
    {
        using var root = new TemporaryFolder();
        var writer = SampleRun.Create(root);
        writer.Dispose();
        Open(root).Dispose();

        // Damaged in its middle, the log has the same length and the same last checksum.
        var bytes = File.ReadAllBytes(writer.Folder.LogPath);
        bytes[40] ^= 1;
        File.WriteAllBytes(writer.Folder.LogPath, bytes);
        using var index = Open(root);

        Assert.Equal(0, Assert.Single(index.Runs()).Corruptions);
    }

    [Fact]
    public void A_damaged_log_is_listed_and_said()
    {
        using var root = new TemporaryFolder();
        var writer = SampleRun.Create(root, "hurt");
        writer.LogScalar(1, 0, "x", 1);
        writer.Dispose();
        var bytes = File.ReadAllBytes(writer.Folder.LogPath);
        bytes[40] ^= 1;
        File.WriteAllBytes(writer.Folder.LogPath, bytes);

        using var index = Open(root);
        var run = Assert.Single(index.Runs());

        Assert.Equal((writer.Folder.Id, "hurt", 1, 1L), (run.Id, run.Name, run.Corruptions, run.LastStep));
        Assert.Contains("offset 16", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_cannot_be_read_does_not_hide_the_others()
    {
        using var root = new TemporaryFolder();
        SampleRun.Create(root, "good").Dispose();
        var later = root.File("20260101-000000-later-aaaaaa");
        Directory.CreateDirectory(later);
        File.WriteAllBytes(Path.Combine(later, "points.log"), LogFormat.Header(version: 9));

        using var index = Open(root);

        Assert.Equal(["good"], index.Runs().Select(r => r.Name));
        Assert.Contains("version 9", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_missing_or_empty_has_no_runs()
    {
        using var root = new TemporaryFolder();
        using var empty = Open(root);
        using var missing = Open(root.File("missing"));

        Assert.Empty(empty.Runs());
        Assert.Empty(missing.Runs());
        Assert.False(Directory.Exists(root.File("missing")));
    }

    [Fact]
    public void Several_may_bring_it_up_to_date_at_once_while_runs_are_written()
    {
        using var root = new TemporaryFolder();
        var writers = Enumerable.Range(0, 12).Select(i => SampleRun.Create(root, "run-" + i)).ToList();
        Parallel.For(0, 6, i =>
        {
            for (var round = 0; round < 5; round++)
            {
                foreach (var writer in writers.Where((_, w) => w % 6 == i))
                {
                    writer.LogScalar(round, 0, "x", round);
                    writer.Commit();
                }

                using var index = RunIndex.Open(root, _ => { });
                Assert.Equal(12, index.Runs().Count);
            }
        });
        writers.ForEach(w => w.Dispose());

        using var last = Open(root);
        Assert.All(last.Runs(), run => Assert.Equal(5, last.Series(run.Folder, "x").Count));
    }

    [Fact]
    public void What_is_listed_is_what_all_points_say_however_they_were_logged()
    {
        using var root = new TemporaryFolder();
        for (var i = 0; i < 60; i++)
            WriteRandomLog(root.File($"20260101-0000{i:d2}-random-aaaa{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"), new Random(i));

        using var index = Open(root);
        var runs = index.Runs();

        Assert.Equal(60, runs.Count);
        foreach (var run in runs)
        {
            var folder = RunFolder.Open(Path.Combine(root, run.Folder));
            var log = RunLog.Read(folder.LogPath);
            var counted = log.Keys.Select(key => (Key: key, Points: log.Series(key))).Where(s => s.Points.Count > 0).ToList();
            Assert.Equal(counted.ToDictionary(s => s.Key, s => s.Points[^1].Value), run.Metrics.ToDictionary());
            Assert.Equal(counted.ToDictionary(s => s.Key, s => RangeOf(s.Points)), run.Ranges.ToDictionary());
            Assert.Equal(counted.SelectMany(s => s.Points).Select(p => p.Step).DefaultIfEmpty(-1).Max(), run.LastStep);
        }

        static ValueRange RangeOf(IReadOnlyList<ScalarPoint> points)
        {
            var numbers = points.Select(p => p.Value).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).ToList();
            return new ValueRange(numbers.Min(), numbers.Max());
        }
    }

    // Ascending steps mostly; at times a step again, one before, or a resume.
    private static void WriteRandomLog(string folder, Random random)
    {
        Directory.CreateDirectory(folder);
        using var log = LogWriter.Create(Path.Combine(folder, "points.log"));
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var isPlain = random.Next(3) == 0;
        var records = random.Next(40);
        for (long record = 0, step = 0; record < records; record++)
        {
            step = isPlain || random.Next(4) > 0 ? step + 1 : Math.Max(0, step - random.Next(3));
            log.Append(new ScalarsRecord(step, 0, time, [new("a", random.Next(9) == 0 ? double.NaN : random.NextDouble()), new(random.Next(2) == 0 ? "b" : "c", step)]));
            if (!isPlain && random.Next(9) == 0)
                log.Append(new SupersededRecord(step - random.Next(3)));
            log.Flush();
        }
    }

    [Fact]
    public void What_is_indexed_of_a_run_does_not_keep_its_points()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        writer.LogScalar(1, 0, "x", 1);
        writer.LogImageRows(1, "box", [new("a", "m", 0.25, "psnr", 1)]);
        writer.LogImage(1, "grid", "images/1.png");
        writer.Commit();

        var (indexed, log) = Index(writer.Folder);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.False(log.IsAlive);
        Assert.Equal((1, 1, 1.0), (indexed.ImageRows.Count, indexed.Images.Count, indexed.Summary.Metrics["x"]));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static (IndexedRun, WeakReference) Index(RunFolder folder)
        {
            var log = RunLog.Read(folder.LogPath);
            return (IndexedRun.Of(RunSummary.Of(folder, folder.FolderName, log), LogFingerprint.Of(folder.LogPath), log), new WeakReference(log));
        }
    }

    private RunIndex Open(string root) => RunIndex.Open(root, _notices.Add);

    private static (long, int, DateTime, long, bool) Bits(ScalarPoint p) =>
        (p.Step, p.Epoch, p.Time, BitConverter.DoubleToInt64Bits(p.Value), p.Superseded);
}
