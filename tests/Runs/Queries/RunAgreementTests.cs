using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

public sealed class RunAgreementTests
{
    [Fact]
    public void Equal_runs_agree_but_for_times_and_memory()
    {
        using var root = new TemporaryFolder();
        var agreement = Compare(root, Log(1, double.NaN), Log(2, double.NaN));
        Assert.All(agreement, series => Assert.True(series.IsIdentical, series.Key));
        Assert.Equal(["box/psnr by image", "loss", "result psnr"], agreement.Select(s => s.Key));
    }

    [Fact]
    public void The_largest_difference_its_first_step_and_missing_values_are_said()
    {
        using var root = new TemporaryFolder();
        var agreement = Compare(
            root,
            Log(1, 0.5),
            writer =>
            {
                Log(1, 0.25)(writer);
                writer.LogScalar(3, 0, "loss", double.PositiveInfinity);
                writer.LogScalar(4, 0, "loss", 1);
            });
        var loss = agreement.Single(s => s.Key == "loss");
        Assert.Equal(new SeriesAgreement("loss", 3, 1, 2, double.PositiveInfinity, 2), loss);
        Assert.True(agreement.Single(s => s.Key == "box/psnr by image").IsIdentical);
    }

    [Fact]
    public void One_bit_is_a_difference()
    {
        using var root = new TemporaryFolder();
        var agreement = Compare(root, Log(1, 0.5), Log(1, Math.BitIncrement(0.5)));
        Assert.Equal(Math.BitIncrement(0.5) - 0.5, Assert.Single(agreement, s => !s.IsIdentical).LargestDifference);
    }

    [Fact]
    public void Environments_differ_in_what_both_know()
    {
        var before = SampleRun.Environment with { Cpu = "old", GitCommit = null, ThreadVariables = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "2" } };
        var now = SampleRun.Environment with { Cpu = "new", GitCommit = "abc", ThreadVariables = new Dictionary<string, string>() };
        Assert.Equal(
            ["CPU was 'old', is 'new'", "OMP_NUM_THREADS was '2', is ''"],
            EnvironmentDifference.Between(before, now).Select(d => d.ToString()));
        Assert.Empty(EnvironmentDifference.Between(before, before));
    }

    private static Action<RunWriter> Log(double time, double loss) => writer =>
    {
        writer.LogScalar(1, 0, "loss", 1);
        writer.LogScalar(2, 0, "loss", loss);
        writer.LogScalar(3, 0, "loss", 0);
        writer.LogScalar(3, 0, "time/step", time);
        writer.LogImageRows(3, "box", [new ImageRow("a.png", "m0", 0.5, "psnr", 20)]);
        writer.SetSummary("psnr", 20);
    };

    private static IReadOnlyList<SeriesAgreement> Compare(string root, Action<RunWriter> first, Action<RunWriter> second)
    {
        return RunAgreement.Of(Write(first), Write(second));

        RunLog Write(Action<RunWriter> log)
        {
            using var writer = SampleRun.Create(root);
            log(writer);
            writer.Commit();
            return RunLog.Read(writer.Folder.LogPath);
        }
    }
}
