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
