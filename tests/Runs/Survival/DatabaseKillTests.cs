using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Runs.Survival;

/// <summary>Kills a process that builds the database over all runs, again and again from nothing: what the logs hold is listed afterwards.</summary>
public sealed class DatabaseKillTests
{
    private const string RootVariable = "INPAINTLAB_TEST_DATABASE_ROOT";
    private const int RunCount = 20;
    private const int Steps = 50;

    [Fact]
    public void A_database_whose_building_was_killed_is_whole_for_the_next_who_asks() => Kill(2, new Random(1));

    [Fact]
    [Trait(LongTests.Category, LongTests.Long)]
    public void A_database_whose_building_was_killed_at_many_moments_is_whole_for_the_next_who_asks()
    {
        LongTests.Require();
        var compared = Kill(LongTests.Kills / 12, new Random(2));
        TestContext.Current.TestOutputHelper?.WriteLine($"points compared: {compared}");
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        var root = Environment.GetEnvironmentVariable(RootVariable);
        Assert.SkipWhen(root is null, "is started by the tests above, as a process to be killed");
        while (true)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(root, "runs")))
                File.Delete(file);
            RunIndex.Open(Path.Combine(root, "runs"), _ => { }).Dispose();
            File.WriteAllText(Path.Combine(root, "built"), "once");
        }
    }

    private static long Kill(int times, Random random)
    {
        using var root = new TemporaryFolder();
        var runs = root.File("runs");
        for (var seed = 0; seed < RunCount; seed++)
            Write(runs, seed);
        var compared = 0L;
        for (var kill = 0; kill < times; kill++)
        {
            File.Delete(root.File("built"));
            using (var process = ChildProcess.Start($"{typeof(DatabaseKillTests).FullName}.{nameof(Child)}", RootVariable, root))
            {
                Assert.True(SpinWait.SpinUntil(() => process.HasExited || File.Exists(root.File("built")), TimeSpan.FromMinutes(2)));
                Thread.Sleep(random.Next(100));
                Assert.False(process.HasExited, "the child ended by itself");
                process.Kill();
                process.WaitForExit();
            }

            using var index = RunIndex.Open(runs, notice => Assert.Fail(notice));
            Assert.Equal(Enumerable.Range(0, RunCount), index.Runs().Select(run => (int)run.Seed).Order());
            foreach (var run in index.Runs())
            {
                Assert.Equal(RunState.Finished, run.State);
                Assert.Equal(-run.Seed, run.Metrics["psnr"]);
                Assert.Equal(Enumerable.Range(1, Steps).Select(step => (double)(step * run.Seed)), index.Series(run.Folder, "loss").Select(p => p.Value));
                compared += Steps + 1;
            }
        }

        return compared;
    }

    private static void Write(string root, int seed)
    {
        using var writer = SampleRun.Create(root, seed: seed);
        for (var step = 1; step <= Steps; step++)
            writer.LogScalar(step, 0, "loss", step * seed);
        writer.SetSummary("psnr", -seed);
        writer.SetState(RunState.Finished);
    }
}
