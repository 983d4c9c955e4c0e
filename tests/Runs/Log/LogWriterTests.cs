using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

public class LogWriterTests
{
    [Fact]
    public void What_was_flushed_is_in_the_file_while_the_writer_is_open()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using var writer = LogWriter.Create(path, Durability.Power);
        for (var i = 0; i < 5; i++)
        {
            writer.Append(new SummaryRecord("x", i));
            writer.Flush();

            Assert.Equal(i + 1, SampleLog.Read(path).Texts.Count);
        }
    }

    [Fact]
    public void Without_a_flush_records_are_written_after_a_moment()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using var writer = LogWriter.Create(path);
        foreach (var expected in new[] { 1, 2 })
        {
            writer.Append(new SummaryRecord("x", expected));

            Assert.True(SpinWait.SpinUntil(() => SampleLog.Read(path).Texts.Count == expected, TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    public void A_flush_with_nothing_to_write_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var writer = LogWriter.Create(folder.File("points.log"));
        writer.Flush();
        writer.Flush();

        Assert.Equal(LogFormat.HeaderLength, new FileInfo(folder.File("points.log")).Length);
    }

    [Fact]
    public void Reopened_after_any_cut_it_removes_the_tail_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        var ends = SampleLog.Write(folder.File("points.log"));
        var whole = File.ReadAllBytes(folder.File("points.log"));
        var cut = folder.File("cut.log");
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(cut, whole[..length]);
            var frames = Math.Max(0, ends.Count(end => end <= length) - 1);
            var after = new ScalarsRecord(9, 0, DateTime.UnixEpoch, [new("train/loss", 1), new("new", 2)]);

            using (var writer = LogWriter.Open(cut))
            {
                Assert.Equal(length - (length < ends[0] ? 0 : ends[frames]), writer.RemovedTailBytes);
                writer.Append(after);
            }

            var (texts, corruptions, tail) = SampleLog.Read(cut);
            Assert.Equal([.. SampleLog.Texts(frames), SampleLog.Text(after)], texts);
            Assert.Empty(corruptions);
            Assert.Equal(0, tail);
        }
    }

    [Fact]
    public void Threads_may_log_at_once()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using (var writer = LogWriter.Create(path))
        {
            Parallel.For(0, 8, thread =>
            {
                for (var i = 0; i < 500; i++)
                {
                    writer.Append(new ScalarsRecord(i, 0, DateTime.UnixEpoch, [new("thread/" + thread, i)]));
                    if (i % 10 == 0)
                        writer.Flush();
                }
            });
        }

        using var reader = new LogReader(path);
        var byThread = reader.Records().Cast<ScalarsRecord>().ToLookup(r => r.Values[0].Key, r => r.Step);
        Assert.Empty(reader.Corruptions);
        Assert.Equal(8, byThread.Count);
        Assert.All(byThread, steps => Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), steps));
    }

    [Fact]
    public async Task A_log_being_written_can_be_read_at_any_time()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using var writer = LogWriter.Create(path);
        var stop = false;
        var writing = Task.Run(
            () =>
            {
                for (var i = 0; !Volatile.Read(ref stop); i++)
                {
                    var values = Enumerable.Range(0, 300).Select(k => new ScalarValue("k" + k, i)).ToArray();
                    writer.Append(new ScalarsRecord(i, 0, DateTime.UnixEpoch, values));
                    writer.Flush();
                }
            },
            TestContext.Current.CancellationToken);
        for (var reading = 0; reading < 50; reading++)
        {
            using var reader = new LogReader(path);
            var steps = reader.Records().Cast<ScalarsRecord>().Select(r => r.Step).ToList();

            Assert.Equal(Enumerable.Range(0, steps.Count).Select(i => (long)i), steps);
            Assert.Empty(reader.Corruptions);
        }

        Volatile.Write(ref stop, true);
        await writing;
    }
}
