using System.Buffers.Binary;
using System.Diagnostics;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs;

/// <summary>Kills a process that logs, and looks at what it had acknowledged. It is this test program with one explicit test.</summary>
public class RunCrashTests
{
    private const string RootVariable = "INPAINTLAB_TEST_CRASH_ROOT";
    private const string AcknowledgedFile = "acknowledged";

    [Fact]
    public void After_a_kill_every_acknowledged_point_is_there_and_the_run_resumes()
    {
        using var root = new TemporaryFolder();
        var program = Path.Combine(AppContext.BaseDirectory, "InpaintLab.Tests");
        var child = new ProcessStartInfo(program, ["-explicit", "only", "-method", $"{typeof(RunCrashTests).FullName}.{nameof(Child)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [RootVariable] = root },
        };
        using (var process = Process.Start(child)!)
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.True(SpinWait.SpinUntil(() => process.HasExited || Acknowledged(root) > 300, TimeSpan.FromMinutes(2)));
            Assert.False(process.HasExited, "the child ended by itself");
            process.Kill();
            process.WaitForExit();
        }

        var acknowledged = Acknowledged(root);
        var run = Assert.Single(RunFolder.List(root));
        var log = RunLog.Read(run.LogPath);
        Assert.Empty(log.Corruptions);
        Assert.Equal(RunState.Crashed, run.StateNow(log.State));
        for (var k = 0; k < 10; k++)
        {
            var points = log.Series("key/" + k);
            Assert.InRange(points.Count, acknowledged, acknowledged + 1);
            Assert.Equal(Enumerable.Range(1, points.Count).Select(step => Value(step, k)), points.Select(p => p.Value));
        }

        using (var resumed = RunWriter.Resume(run, acknowledged - 100))
            resumed.LogScalar(acknowledged - 99, 0, "key/0", 1);
        Assert.Equal(acknowledged - 99, RunLog.Read(run.LogPath).Series("key/0").Count);
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        var root = Environment.GetEnvironmentVariable(RootVariable);
        Assert.SkipWhen(root is null, "is started by the test above, as a process to be killed");
        var path = Path.Combine(root, AcknowledgedFile);
        using var acknowledged = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        using var writer = SampleRun.Create(root);
        var bytes = new byte[8];
        for (var step = 1L; ; step++)
        {
            writer.LogScalars(step, 0, [.. Enumerable.Range(0, 10).Select(k => new ScalarValue("key/" + k, Value(step, k)))]);
            writer.Commit();
            BinaryPrimitives.WriteInt64LittleEndian(bytes, step);
            RandomAccess.Write(acknowledged, bytes, 0);
        }
    }

    private static double Value(long step, int k) => Math.Cos(step * (k + 1));

    private static long Acknowledged(TemporaryFolder root)
    {
        if (!File.Exists(root.File(AcknowledgedFile)))
            return 0;
        using var file = File.OpenHandle(root.File(AcknowledgedFile), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[8];
        return RandomAccess.Read(file, bytes, 0) == 8 ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }
}
