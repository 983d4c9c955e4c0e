using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Inference;

public sealed class EdgePaddingTests
{
    [Fact]
    public void The_last_column_and_the_last_row_are_repeated_in_every_plane()
    {
        int[] planes = [1, 2, 3, 4, 5, 6, /* second plane */ 7, 8, 9, 10, 11, 12];
        int[] expected =
        [
            1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6, 4, 5, 6, 6,
            7, 8, 9, 9, 10, 11, 12, 12, 10, 11, 12, 12, 10, 11, 12, 12,
        ];
        Assert.Equal(expected, EdgePadding.Pad<int>(planes, 2, 2, 3, 4, 4));
        Assert.Equal(planes, EdgePadding.Pad<int>(planes, 2, 2, 3, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => EdgePadding.Pad<int>(planes, 2, 2, 3, 1, 3));
    }
}
