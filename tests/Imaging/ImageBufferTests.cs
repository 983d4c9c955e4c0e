using InpaintLab.Imaging;
using InpaintLab.Imaging.Pixels;

namespace InpaintLab.Tests.Imaging;

public sealed class ImageBufferTests
{
    [Theory]
    [InlineData(0, 1, 1, 8)]
    [InlineData(1, -1, 1, 8)]
    [InlineData(1, 1, 0, 8)]
    [InlineData(1, 1, 5, 8)]
    [InlineData(1, 1, 1, 12)]
    [InlineData(40_000, 40_000, 1, 8)]
    [InlineData(int.MaxValue, int.MaxValue, 4, 16)]
    public void An_impossible_shape_is_refused_before_anything_is_allocated(int width, int height, int channels, int bitDepth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageBuffer(width, height, channels, bitDepth));

    [Fact]
    public void A_position_outside_the_image_is_refused()
    {
        var image = new ImageBuffer(3, 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[3, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, 2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, 0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, 0, 0] = 256);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(1, 0, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(0, 0, 0, 1));
        Assert.Throws<InvalidOperationException>(() => image.Samples16.Length);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 8)]
    [InlineData(4, 16)]
    public void Crops_and_flips_move_whole_pixels(int channels, int bitDepth)
    {
        var image = Images.Noise(7, 5, channels, bitDepth);
        var crop = image.Crop(2, 1, 4, 3);
        var mirrored = Geometry.Turn(image, transpose: false, flipX: true, flipY: false);
        var upsideDown = Geometry.Turn(image, transpose: false, flipX: false, flipY: true);
        for (var c = 0; c < channels; c++)
        {
            Assert.Equal(image[5, 3, c], crop[3, 2, c]);
            Assert.Equal(image[1, 2, c], mirrored[5, 2, c]);
            Assert.Equal(image[1, 0, c], upsideDown[1, 4, c]);
        }

        Images.AssertSame(image, Geometry.Turn(mirrored, transpose: false, flipX: true, flipY: false));
        Images.AssertSame(image, Geometry.Turn(upsideDown, transpose: false, flipX: false, flipY: true));
        var pasted = new ImageBuffer(7, 5, channels, bitDepth);
        pasted.Paste(crop, 2, 1);
        Images.AssertSame(crop, pasted.Crop(2, 1, 4, 3));
        Assert.Equal(0, pasted[0, 0, 0]);
    }

    [Fact]
    public void Planes_hold_sample_over_maximum_in_channel_row_column_order()
    {
        var image = Images.Noise(5, 4, 3, 8);
        var planar = image.ToPlanar(3);
        Assert.Equal(image[3, 2, 1] / 255f, planar[20 + (2 * 5) + 3]);

        var deep = Images.Noise(5, 4, 4, 16);
        Assert.Equal(deep[1, 3, 2] / 65535f, deep.ToPlanar(3)[40 + (3 * 5) + 1]);
    }

    [Fact]
    public void Grey_planes_repeat_and_colour_planes_give_luma()
    {
        var grey = Images.Noise(3, 3, 2, 8);
        var planar = grey.ToPlanar(3);
        Assert.Equal(planar[..9], planar[9..18]);
        Assert.Equal(planar[..9], planar[18..]);
        Assert.Equal(grey[2, 1, 0] / 255f, planar[5]);

        var colour = Images.Noise(3, 3, 4, 8);
        var luma = ((0.299 * colour[2, 1, 0]) + (0.587 * colour[2, 1, 1]) + (0.114 * colour[2, 1, 2])) / 255;
        Assert.Equal(luma, colour.ToPlanar(1)[5], 1e-5);
        Assert.Throws<ArgumentOutOfRangeException>(() => colour.ToPlanar(2));
        Assert.Throws<ArgumentException>(() => colour.CopyPlanarTo(new float[10], 1));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Planes_and_back_is_the_same_image(int bitDepth)
    {
        var image = Images.Noise(16, 9, 3, bitDepth);
        Images.AssertSame(image, ImageBuffer.FromPlanar(image.ToPlanar(3), 3, 9, 16, bitDepth));
    }

    [Fact]
    public void Planes_are_clamped_and_rounded()
    {
        float[] planar = [-0.5f, 0f, 0.4999f / 255, 0.5001f / 255, 1f, 7f, float.NaN, float.PositiveInfinity];
        Assert.Equal(new byte[] { 0, 0, 0, 1, 255, 255, 0, 255 }, ImageBuffer.FromPlanar(planar, 1, 2, 4).Samples8.ToArray());
    }

    [Fact]
    public void Every_8_bit_value_survives_16_bits_and_every_16_bit_value_rounds_to_the_nearest()
    {
        var image = new ImageBuffer(256, 256, 1, 16);
        for (var i = 0; i < 65536; i++)
            image.Samples16[i] = (ushort)i;
        var shallow = image.ToBitDepth(8);
        for (var i = 0; i < 65536; i++)
            Assert.Equal((int)Math.Round(i / 257.0), shallow.Samples8[i]);
        Images.AssertSame(shallow, shallow.ToBitDepth(16).ToBitDepth(8));
        Assert.Equal(65535, shallow.ToBitDepth(16)[255, 255, 0]);
    }

    [Fact]
    public void Luma_equals_pillows() => Images.AssertSame(Images.Sample("luma.png"), Images.Sample("picture.png").ToChannels(1));

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Channels_are_added_and_dropped_as_documented(int bitDepth)
    {
        var image = Images.Noise(4, 4, 4, bitDepth);
        var colour = image.ToChannels(3);
        Assert.Equal(image[1, 2, 2], colour[1, 2, 2]);
        Assert.Equal(image.MaxSample, colour.ToChannels(4)[1, 2, 3]);
        Assert.Equal(image[1, 2, 3], image.ToChannels(2)[1, 2, 1]);
        var grey = image.ToChannels(1);
        Assert.Equal(grey[3, 3, 0], grey.ToChannels(4)[3, 3, 1]);
        Images.AssertSame(grey, grey.ToChannels(3).ToChannels(1));
        Assert.Same(image, image.ToChannels(4));
    }
}
