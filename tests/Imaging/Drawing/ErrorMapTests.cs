using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;

namespace InpaintLab.Tests.Imaging.Drawing;

public sealed class ErrorMapTests
{
    [Fact]
    public void Larger_errors_are_brighter_in_a_grey_print_too()
    {
        var previous = -1.0;
        for (var i = 0; i <= 100; i++)
        {
            var colour = ColourMap.Heat(i / 100.0);
            var luminance = (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
            Assert.True(luminance >= previous, $"step {i} is darker than the one before");
            previous = luminance;
        }

        Assert.Equal(Colour.Black, ColourMap.Heat(-1));
        Assert.Equal(Colour.Black, ColourMap.Heat(double.NaN));
        Assert.Equal(ColourMap.Heat(1), ColourMap.Heat(2));

        static double Linear(byte value) => Math.Pow(value / 255.0, 2.2);
    }

    [Fact]
    public void Each_pixel_has_the_colour_of_its_mean_error()
    {
        var a = new ImageBuffer(2, 1, 3);
        var b = new ImageBuffer(2, 1, 3);
        (b[1, 0, 0], b[1, 0, 1], b[1, 0, 2]) = (51, 0, 102);
        AssertColour(ColourMap.Heat(0), ErrorMap.Draw(a, b), 0);
        AssertColour(ColourMap.Heat(0.2), ErrorMap.Draw(a, b), 1);
        AssertColour(ColourMap.Heat(0.4), ErrorMap.Draw(b, a, fullScale: 0.5), 1);
        AssertColour(ColourMap.Heat(1), ErrorMap.Draw(b, a.ToBitDepth(16), fullScale: 0.1), 1);
    }

    [Fact]
    public void Images_of_different_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ErrorMap.Draw(new ImageBuffer(2, 2, 3), new ImageBuffer(2, 3, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorMap.Draw(new ImageBuffer(2, 2, 3), new ImageBuffer(2, 2, 3), 0));
    }

    private static void AssertColour(Colour expected, ImageBuffer map, int x)
    {
        Assert.InRange(Math.Abs(expected.Red - map[x, 0, 0]), 0, 1);
        Assert.InRange(Math.Abs(expected.Green - map[x, 0, 1]), 0, 1);
        Assert.InRange(Math.Abs(expected.Blue - map[x, 0, 2]), 0, 1);
    }
}
