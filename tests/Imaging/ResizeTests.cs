using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

public sealed class ResizeTests
{
    public static TheoryData<ResizeFilter> Filters => [.. Enum.GetValues<ResizeFilter>()];

    // One level: a value near a half may be rounded either way.
    [Theory]
    [MemberData(nameof(Filters))]
    public void Shrinking_and_enlarging_equals_pillows(ResizeFilter filter)
    {
        var tolerance = filter == ResizeFilter.Nearest ? 0 : 1;
        var source = Images.Sample("picture.png");
        foreach (var (width, height) in new[] { (17, 13), (61, 50) })
        {
            var expected = Images.Sample($"resize-{filter.ToString().ToLowerInvariant()}-{width}x{height}.png");
            Assert.InRange(Images.LargestDifference(expected, source.Resize(width, height, filter)), 0, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_same_size_is_the_same_image(ResizeFilter filter)
    {
        foreach (var bitDepth in new[] { 8, 16 })
        {
            var image = Images.Noise(9, 7, 3, bitDepth);
            Images.AssertSame(image, image.Resize(9, 7, filter));
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_flat_image_stays_flat(ResizeFilter filter)
    {
        var image = new ImageBuffer(33, 21, 4, 16);
        image.Samples16.Fill(54321);
        foreach (var (width, height) in new[] { (1, 1), (5, 50), (100, 3) })
        {
            foreach (var sample in image.Resize(width, height, filter).Samples16)
                Assert.InRange(sample, 54320, 54322);
        }
    }

    [Fact]
    public void Box_halving_is_the_rounded_mean_of_four_pixels()
    {
        var image = Images.Noise(8, 6, 2, 8);
        var half = image.Resize(4, 3, ResizeFilter.Box);
        for (var c = 0; c < 2; c++)
        {
            var sum = image[4, 2, c] + image[5, 2, c] + image[4, 3, c] + image[5, 3, c];
            Assert.Equal((sum + 2) / 4, half[2, 1, c]);
        }
    }

    [Fact]
    public void Nearest_makes_no_new_values_so_a_mask_stays_a_mask()
    {
        var mask = MaskFile.ToImage([0, 1, 1, 0, 0, 1], new ImageSize(3, 2));
        foreach (var sample in mask.Resize(40, 17, ResizeFilter.Nearest).Samples8)
            Assert.True(sample is 0 or 255);
    }
}
