using InpaintLab.Core.Errors;
using InpaintLab.Training.Grids;

namespace InpaintLab.Tests.Training.Grids;

public sealed class ImageSelectionTests
{
    private static readonly string[] Names = ["a.jpg", "b.jpg", "7", "d.jpg"];

    [Theory]
    [InlineData("2", new[] { 0, 1 })]
    [InlineData("9", new[] { 0, 1, 2, 3 })]
    [InlineData("3,", new[] { 3 })]
    [InlineData("3,0", new[] { 3, 0 })]
    [InlineData("d.jpg, a.jpg", new[] { 3, 0 })]
    [InlineData("7,1", new[] { 2, 1 })] // a name counts before a number
    public void A_count_numbers_and_names_choose_images(string text, int[] expected) =>
        Assert.Equal(expected, ImageSelection.Parse(text).Places(Names, "photos"));

    [Theory]
    [InlineData("", "expected how many")]
    [InlineData("0", "expected how many")]
    [InlineData("4,1", "photos has 4 images, expected numbers from 0 to 3, received 4")]
    [InlineData("b.jpeg,", "has no image 'b.jpeg'. Did you mean 'b.jpg'?")]
    [InlineData("-1", "has no image '-1'")]
    public void What_is_not_there_is_an_error(string text, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => ImageSelection.Parse(text).Places(Names, "photos"));
        Assert.Contains(message, error.Message);
    }
}
