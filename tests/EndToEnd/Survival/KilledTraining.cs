using System.Diagnostics;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.EndToEnd.Survival;

/// <summary>When a training is killed.</summary>
internal enum Moment
{
    /// <summary>While its run comes to be.</summary>
    Creation,

    /// <summary>While it logs steps.</summary>
    Log,

    /// <summary>While it writes a checkpoint.</summary>
    Checkpoint,

    /// <summary>After the step that is evaluated, before there is a result.</summary>
    Evaluation,

    /// <summary>At any time of its life.</summary>
    Any,
}

/// <summary>Trainings by the command line that are killed again and again, resumed each time, and held to one that was not.</summary>
/// <param name="spec">The spec's file.</param>
/// <param name="evaluateEvery">Its steps between evaluations.</param>
/// <param name="whole">A run of it that ended by itself.</param>
internal sealed class KilledTraining(string spec, int evaluateEvery, RunFolder whole)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyList<string> _expected = Training.RunContent.Of(whole);
    private readonly Dictionary<(string Key, long Step), double> _values = PointsOf(RunLog.Read(whole.LogPath))
        .ToDictionary(p => (p.Key, p.Point.Step), p => p.Point.Value);

    /// <summary>States in which killed runs were listed, and how often.</summary>
    public SortedDictionary<string, int> States { get; } = [];

    /// <summary>How many points were held to the whole run's, each after every kill that it was there.</summary>
    public long Points { get; private set; }

    /// <summary>Kills a training at each moment, resumes it after each, lets it end, and compares. Returns how often it was killed before it ended.</summary>
    public int Kill(IEnumerable<Moment> moments, Random random)
    {
        using var root = new TemporaryFolder();
        var kills = 0;
        foreach (var moment in moments)
        {
            if (IsFinished(root))
                break;
            using var process = ProgramRun.Launch(root, Command(root));
            var seen = WaitFor(moment, process, root, random);
            if (process.HasExited)
                break;
            process.Kill();
            process.WaitForExit();
            kills++;
            Check(root, seen);
        }

        if (!IsFinished(root))
        {
            var last = ProgramRun.Of(root, Command(root));
            Assert.True(last.ExitCode == 0, last.Error);
        }

        var run = Only(root)!;
        Assert.Equal(_expected, Training.RunContent.Of(run));
        Assert.Empty(Directory.GetFiles(run.CheckpointsPath, ".*"));
        return kills;
    }

    private string[] Command(string root) => Only(root) is { } run ? ["run", "--resume", run.Id] : ["run", spec];

    private RunLog? WaitFor(Moment moment, Process process, string root, Random random)
    {
        var before = Read(root)?.LastStep ?? -1;
        switch (moment)
        {
            case Moment.Creation:
                Until(() => Directory.GetDirectories(root, "*-*").Length > 0);
                Thread.Sleep(random.Next(30));
                break;
            case Moment.Log:
                var step = before + random.Next(1, 4);
                Until(() => Read(root)?.LastStep >= step);
                Thread.Sleep(random.Next(20));
                break;
            case Moment.Checkpoint:
                var left = Unfinished(root);
                Until(() => Unfinished(root).Except(left).Any());
                Thread.Sleep(random.Next(3));
                break;
            case Moment.Evaluation:
                Until(() => Read(root) is { } log && log.LastStep > Math.Max(0, before) && log.LastStep % evaluateEvery == 0 && log.ImageRows().All(r => r.Step != log.LastStep));
                Thread.Sleep(random.Next(10));
                break;
            default:
                Thread.Sleep(random.Next(2500));
                break;
        }

        return Read(root);

        void Until(Func<bool> reached)
        {
            var clock = Stopwatch.StartNew();
            while (!process.HasExited && !reached())
            {
                Assert.True(clock.Elapsed < Longest, $"{moment} was not reached");
                Thread.Sleep(1);
            }
        }
    }

    private void Check(string root, RunLog? seen)
    {
        if (Only(root) is not { } run)
        {
            Assert.Null(seen);
            Saw("none yet");
            return;
        }

        var log = RunLog.Read(run.LogPath);
        Assert.Empty(log.Corruptions);
        var notices = new List<string>();
        using var index = RunIndex.Open(root, notices.Add);
        Assert.Empty(notices);
        var state = Assert.Single(index.Runs()).State;
        Assert.Equal(log.State == RunState.Finished ? RunState.Finished : RunState.Crashed, state);
        Saw($"{state}".ToLowerInvariant());

        // What counts is what the whole run has.
        foreach (var (key, point) in PointsOf(log))
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(_values[(key, point.Step)]), BitConverter.DoubleToInt64Bits(point.Value));
            Points++;
        }

        // What could be read before the kill, and so all that was acknowledged by then, is there still.
        foreach (var key in seen?.Keys ?? [])
        {
            var points = seen!.Series(key, includeSuperseded: true).Select(p => (p.Step, p.Time, p.Value)).ToList();
            Assert.Equal(points, log.Series(key, includeSuperseded: true).Take(points.Count).Select(p => (p.Step, p.Time, p.Value)));
        }
    }

    private void Saw(string state) => States[state] = States.GetValueOrDefault(state) + 1;

    private static IEnumerable<(string Key, ScalarPoint Point)> PointsOf(RunLog log) => log.Keys
        .Where(key => !key.StartsWith("time/", StringComparison.Ordinal) && !key.StartsWith("memory/", StringComparison.Ordinal))
        .SelectMany(key => log.Series(key).Select(point => (key, point)));

    private static string[] Unfinished(string root) => Only(root) is { } run ? Directory.GetFiles(run.CheckpointsPath, ".*.tmp") : [];

    private static bool IsFinished(string root) => Read(root)?.State == RunState.Finished;

    private static RunLog? Read(string root) => Only(root) is { } run ? RunLog.Read(run.LogPath) : null;

    private static RunFolder? Only(string root) => RunFolder.List(root).SingleOrDefault();
}
