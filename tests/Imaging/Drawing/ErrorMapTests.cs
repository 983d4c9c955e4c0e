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

    /// <summary>Dichromacy by the matrices of Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.</summary>
    [Theory]
    [InlineData("protanopia", new[] { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 })]
    [InlineData("deuteranopia", new[] { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 })]
    [InlineData("tritanopia", new[] { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 })]
    public void The_colour_blind_see_larger_errors_as_lighter_too(string kind, double[] matrix)
    {
        var lightness = Enumerable.Range(0, 21).Select(i => Lightness(ColourMap.Heat(i / 20.0))).ToList();
        for (var i = 1; i < lightness.Count; i++)
        {
            var step = lightness[i] - lightness[i - 1];
            Assert.True(step > (i > 4 ? 2 : 0.2), $"{kind}: from {(i - 1) / 20.0} to {i / 20.0} the lightness rises by {step} only");
        }

        double Lightness(Colour colour)
        {
            double[] linear = [Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue)];
            var seen = Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(c => matrix[(3 * row) + c] * linear[c]), 0, 1)).ToArray();
            var luminance = (0.2126 * seen[0]) + (0.7152 * seen[1]) + (0.0722 * seen[2]);
            return luminance > 0.008856 ? (116 * Math.Cbrt(luminance)) - 16 : 903.3 * luminance;
        }

        static double Linear(byte value) => value <= 10 ? value / 255.0 / 12.92 : Math.Pow(((value / 255.0) + 0.055) / 1.055, 2.4);
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
