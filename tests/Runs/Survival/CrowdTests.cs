using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Runs.Survival;

/// <summary>Many writers of runs and many readers of the database over them, all at once.</summary>
public sealed class CrowdTests
{
    private const int Steps = 100;

    [Fact]
    public async Task Several_writers_and_readers_at_once_get_exact_counts_and_no_errors()
    {
        using var root = new TemporaryFolder();
        var writers = Enumerable.Range(0, 4).Select(seed => Task.Run(() => Write(root, seed), TestContext.Current.CancellationToken)).ToArray();
        await Readers.While(root, Task.WhenAll(writers), 8);
        await Task.WhenAll(writers);

        using var index = RunIndex.Open(root, notice => Assert.Fail(notice));
        Assert.Equal([0, 1, 2, 3], index.Runs().Select(run => (int)run.Seed).Order());
        foreach (var run in index.Runs())
        {
            Assert.Equal(RunState.Finished, run.State);
            Assert.Equal(Enumerable.Range(1, Steps).Select(step => (double)(step * run.Seed)), index.Series(run.Folder, "loss").Select(p => p.Value));
        }
    }

    private static void Write(string root, int seed)
    {
        using var writer = SampleRun.Create(root, seed: seed);
        for (var step = 1; step <= Steps; step++)
        {
            writer.LogScalar(step, 0, "loss", step * seed);
            writer.Commit();
        }

        writer.SetState(RunState.Finished);
    }
}

/// <summary>Threads that ask the database over a folder of runs, each with a connection of its own.</summary>
internal static class Readers
{
    /// <summary>Lets them ask until some work has ended; what they are told of, or throw, is a failure.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="work">The work.</param>
    /// <param name="count">How many.</param>
    public static async Task While(string root, Task work, int count)
    {
        // Threads of their own: the pool starts few at a time.
        var readers = Enumerable.Range(0, count)
            .Select(_ => Task.Factory.StartNew(() => Ask(root, work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var asked = await Task.WhenAll(readers);
        Assert.All(asked, times => Assert.True(times > 0));
    }

    private static int Ask(string root, Task work)
    {
        var asked = 0;
        do
        {
            using var index = RunIndex.Open(root, notice => Assert.Fail(notice));
            foreach (var run in index.Runs())
            {
                Assert.NotEqual(RunState.Crashed, run.State);
                foreach (var key in index.Keys(run.Folder))
                {
                    // Points come in the order of their steps, and none is lost that was there before.
                    var steps = index.Series(run.Folder, key).Select(p => p.Step).ToList();
                    Assert.Equal(steps.Order(), steps);
                }
            }

            asked++;
        }
        while (!work.IsCompleted);
        return asked;
    }
}
