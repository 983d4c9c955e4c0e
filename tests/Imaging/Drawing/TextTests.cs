using InpaintLab.Imaging.Drawing;

namespace InpaintLab.Tests.Imaging.Drawing;

public sealed class TextTests
{
    [Fact]
    public void Every_character_has_a_shape_of_its_own()
    {
        var shapes = Enumerable.Range(' ', '~' - ' ' + 1).Select(c => Convert.ToHexString(Shape((char)c))).ToArray();
        Assert.Equal(95, shapes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Convert.ToHexString(Shape('?')), Convert.ToHexString(Shape('ä')));
        Assert.DoesNotContain((byte)1, Shape(' '));
    }

    [Fact]
    public void Text_is_as_wide_as_measured_and_cut_at_the_edge()
    {
        var image = Canvas.Create(60, 20, Colour.White);
        Text.Draw(image, "HH", 3, 1, Colour.Black, 2);
        var right = 3 + Text.Measure("HH", 2);
        Assert.Equal(22, Text.Measure("HH", 2));
        Assert.Equal([0, 255], [image[right - 1, 3, 0], image[right, 3, 0]]);
        Text.Draw(image, "cut off at the edge", -20, 15, Colour.Black, 2);
        Assert.Equal(3, Text.Fitting(17));
        Assert.Equal(2, Text.Fitting(16));
    }

    [Theory]
    [InlineData("masked image", 8, "masked|image")]
    [InlineData("a b c d", 3, "a b|c d")]
    [InlineData("composite", 4, "comp|osit|e")]
    [InlineData("one\ntwo  ", 10, "one|two")]
    [InlineData("exact fit", 5, "exact|fit")]
    [InlineData("", 5, "")]
    public void Lines_break_at_spaces_and_else_inside_words(string text, int length, string expected) =>
        Assert.Equal(expected, string.Join('|', Text.Wrap(text, length)));

    private static byte[] Shape(char c)
    {
        var image = Canvas.Create(Text.Advance, Text.LineHeight, Colour.White);
        Text.Draw(image, c.ToString(), 0, 0, Colour.Black);
        return [.. image.ToChannels(1).Samples8.ToArray().Select(s => s == 0 ? (byte)1 : (byte)0)];
    }
}
