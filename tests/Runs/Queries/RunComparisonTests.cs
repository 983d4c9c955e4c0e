using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

public class RunComparisonTests
{
    [Fact]
    public void Means_have_all_images_and_differences_the_shared_ones()
    {
        using var root = new TemporaryFolder();
        var first = Run(root, [("a", 10), ("b", 20), ("c", 30), ("only-first", 1000)]);
        var second = Run(root, [("a", 11), ("b", 23), ("c", 32)]);

        var comparison = Compare(root, first, second);

        var means = comparison.Runs.Select(r => Assert.Single(r.Means)).ToArray();
        Assert.Equal([(4, 265.0), (3, 22.0)], means.Select(m => (m.N, m.Mean)));
        Assert.All(means, m => Assert.Equal((1L, "box", "psnr"), (m.Step, m.MaskSet, m.Metric)));
        Assert.Equal(10.5357, means[1].StandardDeviation!.Value, 4);
        var difference = Assert.Single(comparison.Differences);
        Assert.Equal((first, second, 0.95), (difference.Baseline, difference.Run, difference.Confidence));
        Assert.Equal((3, 2.0), (difference.N, difference.Mean));

        // Differences 1, 3, 2: standard deviation 1, t(0.975, 2) = 4.302653, half width 4.302653 / sqrt(3).
        Assert.Equal(2 - 2.484138, difference.Low!.Value, 5);
        Assert.Equal(2 + 2.484138, difference.High!.Value, 5);
    }

    [Fact]
    public void One_pair_has_no_interval_and_no_pair_no_difference()
    {
        using var root = new TemporaryFolder();
        var first = Run(root, [("a", 10)]);
        var second = Run(root, [("a", 12)]);
        var third = Run(root, [("b", 12)]);

        var comparison = Compare(root, first, second, third);

        var difference = Assert.Single(comparison.Differences);
        Assert.Equal((second, 1, 2.0), (difference.Run, difference.N, difference.Mean));
        Assert.Null(difference.Low);
        Assert.Null(difference.High);
    }

    [Fact]
    public void Values_that_are_not_finite_show()
    {
        using var root = new TemporaryFolder();
        var first = Run(root, [("a", 10), ("b", 20)]);
        var second = Run(root, [("a", double.PositiveInfinity), ("b", 20)]);

        Assert.Equal(double.PositiveInfinity, Assert.Single(Compare(root, first, second).Differences).Mean);
    }

    [Fact]
    public void One_run_or_an_unknown_one_is_an_error_of_the_user()
    {
        using var root = new TemporaryFolder();
        var only = Run(root, [("a", 10)]);

        Assert.Throws<UserErrorException>(() => Compare(root, only));
        Assert.Throws<UserErrorException>(() => Compare(root, only, "other"));
    }

    [Fact]
    public void Metrics_of_sets_under_unlike_conditions_do_not_stand_beside_each_other()
    {
        using var root = new TemporaryFolder();
        var first = Measured(root, ("fid", 10, "200"), ("kid", 1, "200"));
        var alike = Measured(root, ("fid", 12, "200"));
        var unlike = Measured(root, ("fid", 3, "50"));

        var metrics = Compare(root, first, alike, unlike).SetMetrics;

        Assert.Equal(["fid", "kid"], metrics.Select(m => m.Metric));
        Assert.Equal([10, 12, null], metrics[0].Values.Select(v => v?.Value));
        var refused = Assert.Single(metrics[0].Refused);
        Assert.Equal((2, "truths: 50 and 200"), (refused.Run, Assert.Single(refused.Unlike)));
        Assert.Equal([1, null, null], metrics[1].Values.Select(v => v?.Value));
        Assert.Empty(metrics[1].Refused);
    }

    [Fact]
    public void Differences_by_hole_ratio_are_over_the_shared_pairs_of_each_bin()
    {
        using var root = new TemporaryFolder();
        var first = Run(root, [("a", 10), ("b", 20)]);
        var second = Run(root, [("a", 11), ("b", 23)]);
        using var index = RunIndex.Open(root, _ => { });

        Assert.Null(RunComparison.Of(index, [first, second]).Bins);
        var bin = Assert.Single(RunComparison.Of(index, [first, second], bins: true).Bins!);

        Assert.Equal(("40-50 %", 15.0, 17.0), (bin.Bin, bin.First, bin.Second));
        Assert.Equal((second, 2, 2.0), (bin.Difference.Run, bin.Difference.N, bin.Difference.Mean));
    }

    private static string Measured(string root, params (string Metric, double Value, string Truths)[] metrics)
    {
        using var writer = SampleRun.Create(root);
        foreach (var (metric, value, truths) in metrics)
        {
            var conditions = new Dictionary<string, string> { ["weights_sha256"] = "abc", ["truths"] = truths };
            writer.SetProvenance($"test/box/{metric}", new SetMetricRecord(metric, "test/box", "", 1, value, null, conditions, []).ToJson());
            writer.SetProvenance($"test/box/known-mean/{metric}", new SetMetricRecord(metric, "test/box", "known-mean", 1, 99, null, conditions, []).ToJson());
        }

        return writer.Folder.FolderName;
    }

    private static RunComparison Compare(string root, params string[] folders)
    {
        using var index = RunIndex.Open(root, _ => { });
        return RunComparison.Of(index, folders);
    }

    private static string Run(string root, (string Image, double Psnr)[] rows)
    {
        using var writer = SampleRun.Create(root);
        writer.LogImageRows(1, "box", [.. rows.Select(r => new InpaintLab.Runs.Log.ImageRow(r.Image, "mask", 0.5, "psnr", r.Psnr))]);
        return writer.Folder.FolderName;
    }
}
