using InpaintLab.Tests.Imaging;
using InpaintLab.Tests.Training.Inference;
using InpaintLab.Training.Grids;
using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Grids;

/// <summary>A network shown beside others computes at its own resolution, whatever the size of the images.</summary>
public sealed class NetworkFillerTests
{
    private static readonly InpaintingOptions Whole = new() { Strategy = InpaintingStrategy.Whole };

    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(80)]
    public void What_is_known_stays_what_is_in_the_hole_never_leaks_and_the_network_sees_its_own_size(int side)
    {
        var (image, other) = (Images.Noise(side, side, 3, 8), Images.Noise(side, side, 3, 8));
        var mask = new byte[side * side];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(i % side is > 5 and < 15 && i / side is > 3 and < 18 ? 1 : 0);
            if (mask[i] == 1)
                other.Samples8.Slice(3 * i, 3).Fill((byte)(i % 256));
        }

        var network = new PieceMean();
        using var filler = new NetworkFiller(network.Inpainter(Whole));
        var result = filler.Fill(image, mask);
        Images.AssertSame(result, filler.Fill(other, mask));
        Assert.All(network.Masks, shape => Assert.Equal([1L, 1, 32, 32], shape));
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
                Assert.Equal(image.Samples8.Slice(3 * i, 3), result.Samples8.Slice(3 * i, 3));
        }

        Assert.NotEqual(image.Bytes.ToArray(), result.Bytes.ToArray());
    }
}
