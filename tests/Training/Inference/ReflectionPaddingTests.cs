using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Inference;

public sealed class ReflectionPaddingTests
{
    [Fact]
    public void Rows_and_columns_go_on_as_in_a_mirror_in_every_plane()
    {
        float[] planes = [1, 2, 3, 4, 5, 6, /* second plane */ 7, 8, 9, 10, 11, 12];
        float[] expected =
        [
            1, 2, 3, 2, 1, 4, 5, 6, 5, 4, 1, 2, 3, 2, 1,
            7, 8, 9, 8, 7, 10, 11, 12, 11, 10, 7, 8, 9, 8, 7,
        ];
        Assert.Equal(expected, Pad(planes, 2, 2, 3, 3, 5));
        Assert.Equal(planes, Pad(planes, 2, 2, 3, 2, 3));
    }

    [Fact]
    public void The_mirror_goes_to_and_fro_and_a_single_pixel_is_repeated()
    {
        Assert.Equal([1, 2, 3, 2, 1, 2, 3, 2, 1], Pad([1, 2, 3], 1, 1, 3, 1, 9));
        Assert.Equal([5, 5, 5, 5, 5, 5], Pad([5], 1, 1, 1, 2, 3));
    }

    [Fact]
    public void A_smaller_size_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pad(new float[6], 1, 2, 3, 1, 3));

    private static float[] Pad(float[] planes, int channels, int height, int width, int paddedHeight, int paddedWidth)
    {
        var padded = new float[channels * paddedHeight * paddedWidth];
        ReflectionPadding.Pad(planes, channels, height, width, padded, paddedHeight, paddedWidth);
        return padded;
    }
}
