using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

public sealed class MaskFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 16)]
    [InlineData(4, 8)]
    public void Any_depth_and_channels_give_the_same_mask(int channels, int bitDepth)
    {
        byte[] mask = [0, 1, 1, 0, 0, 1];
        var image = MaskFile.ToImage(mask, new ImageSize(3, 2)).ToChannels(channels).ToBitDepth(bitDepth);
        if (image.HasAlpha)
            image[1, 0, channels - 1] = 0;
        ImageFile.Write(_folder.File("mask.png"), image);
        Assert.Equal(mask, MaskFile.Read(_folder.File("mask.png"), out var size));
        Assert.Equal(new ImageSize(3, 2), size);
        Assert.Equal([1, 0, 0, 1, 1, 0], MaskFile.Read(_folder.File("mask.png"), out _, MaskPolarity.Black));
    }

    [Fact]
    public void The_threshold_lies_between_127_and_128_unless_chosen()
    {
        var image = new ImageBuffer(4, 1, 1);
        new byte[] { 50, 127, 128, 52 }.CopyTo(image.Samples8);
        Assert.Equal([0, 0, 1, 0], MaskFile.FromImage(image));
        Assert.Equal([1, 1, 0, 1], MaskFile.FromImage(image, MaskPolarity.Black));
        Assert.Equal([0, 1, 1, 1], MaskFile.FromImage(image, threshold: 51 / 255.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskFile.FromImage(image, threshold: 1));
    }

    [Fact]
    public void A_mask_image_has_the_hole_in_the_chosen_colour()
    {
        byte[] mask = [0, 1];
        Assert.Equal([0, 255], MaskFile.ToImage(mask, new ImageSize(2, 1)).Samples8.ToArray());
        Assert.Equal([255, 0], MaskFile.ToImage(mask, new ImageSize(2, 1), MaskPolarity.Black).Samples8.ToArray());
        Assert.Throws<ArgumentException>(() => MaskFile.ToImage(mask, new ImageSize(3, 1)));
    }
}
