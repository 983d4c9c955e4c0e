using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

public sealed class HoleBinTests
{
    [Theory]
    [InlineData(0, "0-1 %")]
    [InlineData(0.01, "0-1 %")]
    [InlineData(0.0101, "1-10 %")]
    [InlineData(0.1, "1-10 %")]
    [InlineData(0.2, "10-20 %")]
    [InlineData(0.3, "20-30 %")]
    [InlineData(0.3001, "30-40 %")]
    [InlineData(0.5, "40-50 %")]
    [InlineData(0.6, "50-60 %")]
    [InlineData(1, "60-100 %")]
    public void The_upper_end_belongs_to_a_bin(double ratio, string bin) => Assert.Equal(bin, $"{HoleBin.Of(ratio)}");

    [Theory]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void No_other_ratio_has_a_bin(double ratio) => Assert.Throws<ArgumentOutOfRangeException>(() => HoleBin.Of(ratio));

    [Fact]
    public void Means_are_those_of_the_latest_evaluation_of_each_mask_set_and_metric()
    {
        EvaluatedRow[] rows =
        [
            Row(1, "box", "a", 0.05, 100), Row(2, "box", "a", 0.05, 1), Row(2, "box", "b", 0.08, 3), Row(2, "box", "c", 0.55, 8),
            Row(1, "free", "a", 0.15, double.NaN),
        ];
        Assert.Equal(
            [
                new BinMean("box", "psnr", "1-10 %", 2, 2, Math.Sqrt(2)), new BinMean("box", "psnr", "50-60 %", 1, 8, null),
                new BinMean("free", "psnr", "10-20 %", 1, double.NaN, null),
            ],
            BinMean.Of(rows));
    }

    private static EvaluatedRow Row(long step, string masks, string image, double ratio, double value) =>
        new(step, masks, new ImageRow(image, $"m-{image}", ratio, "psnr", value), false);
}
