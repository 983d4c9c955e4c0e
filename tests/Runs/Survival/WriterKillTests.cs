using System.Globalization;
using System.Text;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Survival;

/// <summary>
/// Kills a process that creates runs and logs, and holds it to what it had acknowledged. It is this test program with one explicit test.
/// </summary>
public sealed class WriterKillTests
{
    private const string RootVariable = "INPAINTLAB_TEST_WRITER_ROOT";
    private const string Finished = "finished";
    private const int Steps = 30;
    private const int Keys = 5;

    [Fact]
    public void After_a_kill_every_acknowledged_point_is_there_the_run_has_crashed_and_it_goes_on() => Kill(new Random(1));

    [Fact]
    [Trait(LongTests.Category, LongTests.Long)]
    public void After_kills_at_many_moments_every_acknowledged_point_is_there()
    {
        LongTests.Require();
        var random = new Random(2);
        var points = 0L;
        for (var kill = 0; kill < LongTests.Kills / 4; kill++)
            points += Kill(random);
        TestContext.Current.TestOutputHelper?.WriteLine($"points compared: {points}");
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        var root = Environment.GetEnvironmentVariable(RootVariable);
        Assert.SkipWhen(root is null, "is started by the tests above, as a process to be killed");
        using var acknowledged = new FileStream(
            Path.Combine(root, "acknowledged"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        while (true)
        {
            using var writer = SampleRun.Create(Path.Combine(root, "runs"));
            Acknowledge(writer, "0");
            for (var step = 1; step <= Steps; step++)
            {
                writer.LogScalars(step, 0, [.. Enumerable.Range(0, Keys).Select(k => new ScalarValue($"key/{k}", Value(step, k)))]);
                writer.Commit();
                Acknowledge(writer, $"{step}");
            }

            writer.SetState(RunState.Finished);
            Acknowledge(writer, Finished);
        }

        // One write() each.
        void Acknowledge(RunWriter writer, string what) => acknowledged.Write(Encoding.ASCII.GetBytes($"{writer.Folder.FolderName} {what}\n"));
    }

    // How many points were compared.
    private static long Kill(Random random)
    {
        var compared = 0L;
        using var root = new TemporaryFolder();
        var runs = root.File("runs");
        KillChild(root, random.Next(0, 250));
        var acknowledged = Acknowledged(root).ToLookup(a => a.Run, a => a.What);
        var notices = new List<string>();
        using var index = RunIndex.Open(runs, notices.Add);
        var listed = index.Runs().ToDictionary(run => run.Folder);

        Assert.Empty(notices);
        Assert.All(acknowledged, run => Assert.Contains(run.Key, listed.Keys));
        foreach (var run in RunFolder.List(runs))
        {
            var log = RunLog.Read(run.LogPath);
            Assert.Empty(log.Corruptions);
            var steps = acknowledged[run.FolderName].Where(what => what != Finished).Select(step => long.Parse(step, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
            for (var k = 0; k < Keys; k++)
            {
                var points = log.Series($"key/{k}");
                Assert.InRange(points.Count, steps, steps + 1);
                Assert.Equal(Enumerable.Range(1, points.Count).Select(step => Value(step, k)), points.Select(p => p.Value));
                compared += points.Count;
            }

            // Written and not yet acknowledged is possible, the reverse is not.
            var expected = log.State == RunState.Finished ? RunState.Finished : RunState.Crashed;
            Assert.Equal(expected, listed[run.FolderName].State);
            if (acknowledged[run.FolderName].Contains(Finished))
                Assert.Equal(RunState.Finished, log.State);
            else
                GoOn(run, steps);
        }

        SampleRun.Create(runs).Dispose();
        var left = Directory.GetDirectories(runs, ".new-*");

        // One that was killed between the making of its folder and its lock may be anybody's, who will take it in an instant; not for long.
        Assert.All(left, folder => Assert.Null(RunLock.OwnerOf(folder)));
        foreach (var folder in left)
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddMinutes(-11));
        SampleRun.Create(runs).Dispose();
        Assert.Empty(Directory.GetDirectories(runs, ".new-*"));
        return compared;
    }

    private static void GoOn(RunFolder run, long lastStep)
    {
        using (var writer = RunWriter.Resume(run, lastStep))
        {
            writer.LogScalar(lastStep + 1, 0, "key/0", Value(lastStep + 1, 0));
            writer.SetState(RunState.Finished);
        }

        var log = RunLog.Read(run.LogPath);
        Assert.Equal(Enumerable.Range(1, (int)lastStep + 1).Select(step => Value(step, 0)), log.Series("key/0").Select(p => p.Value));
        Assert.Equal(RunState.Finished, run.StateNow(log.State));
    }

    private static void KillChild(TemporaryFolder root, int delay)
    {
        using var process = ChildProcess.Start($"{typeof(WriterKillTests).FullName}.{nameof(Child)}", RootVariable, root);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || Acknowledged(root).Count > 0, TimeSpan.FromMinutes(2)));
        Thread.Sleep(delay);
        Assert.False(process.HasExited, "the child ended by itself");
        process.Kill();
        process.WaitForExit();
    }

    // Complete lines only: the kill may have cut the last one off.
    private static List<(string Run, string What)> Acknowledged(TemporaryFolder root)
    {
        if (!File.Exists(root.File("acknowledged")))
            return [];
        using var stream = new FileStream(root.File("acknowledged"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(parts => (parts[0], parts[1]))];
    }

    private static double Value(long step, int k) => double.Parse($"{step}.{k}", CultureInfo.InvariantCulture) / 7;
}
