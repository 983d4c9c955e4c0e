using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;
using InpaintLab.Reporting.Grids;
using InpaintLab.Tests.Imaging;

namespace InpaintLab.Tests.Reporting.Grids;

public sealed class ComparisonGridTests
{
    private const int Side = 32;

    // Cells of the picture: beginning, distance and size. The row caption "error" is five characters wide, at double size.
    private const int Cell = 128;
    private const int Step = Cell + 6;
    private const int Left = 6 + 58 + 12;
    private const int Top = 6 + 20;

    [Fact]
    public void Truth_masked_image_and_results_stand_side_by_side_with_error_maps_below_the_results()
    {
        var sample = Sample();
        var picture = ComparisonGrid.Draw(["a", "b"], [sample], new ComparisonGridOptions { ErrorMap = true, ErrorScale = 0.25 });
        Same(sample.Truth, picture, 0, 0);
        Same(sample.Results[0], picture, 0, 2);
        Same(sample.Results[1], picture, 0, 3);
        Same(ErrorMap.Draw(sample.Truth, sample.Results[1], 0.25), picture, 1, 3);

        var masked = sample.Truth.Copy();
        masked.Samples8.Slice(3 * ((5 * Side) + 20), 3).Fill(255);
        Same(masked, picture, 0, 1);
        Assert.Equal(Top + (2 * Step) + 20 + 6, picture.Height);
    }

    [Fact]
    public void The_part_enlarged_by_itself_is_where_results_err_most()
    {
        var sample = Sample();
        Assert.Equal(new ZoomRegion(13, 0, 8), ZoomRegion.WhereErrorsAre(sample));
        var same = sample with { Results = [sample.Truth] };
        Assert.Equal(new ZoomRegion(0, 0, 8), ZoomRegion.WhereErrorsAre(same));
        var zoomed = ComparisonGrid.Draw(["a", "b"], [sample], new ComparisonGridOptions { AutoZoom = true });
        var named = ComparisonGrid.Draw(["a", "b"], [sample], new ComparisonGridOptions { Zoom = new ZoomRegion(13, 0, 8) });
        Images.AssertSame(zoomed, named);
    }

    [Theory]
    [InlineData("30,0,4", "within images of 32 x 32 px")]
    [InlineData("0,0", "x,y,size")]
    [InlineData("a,b,c", "x,y,size")]
    [InlineData("-1,0,8", "x,y,size")]
    [InlineData("0,0,0", "x,y,size")]
    public void A_part_that_is_none_is_refused(string text, string message)
    {
        var error = Assert.Throws<UserErrorException>(
            () => ComparisonGrid.Draw(["a", "b"], [Sample()], new ComparisonGridOptions { Zoom = ZoomRegion.Parse(text) }));
        Assert.Contains(message, error.Message);
    }

    // One pixel is hole; the second result errs there.
    private static GridSample Sample()
    {
        var truth = Images.Gradient(Side, Side, 3);
        var mask = new byte[Side * Side];
        mask[(5 * Side) + 20] = 1;
        var wrong = truth.Copy();
        wrong[20, 5, 1] = 255;
        return new GridSample("one", truth, mask, [truth.Copy(), wrong]);
    }

    private static void Same(ImageBuffer expected, ImageBuffer picture, int row, int column) => Images.AssertSame(
        expected.Resize(Cell, Cell, ResizeFilter.Nearest), picture.Crop(Left + (column * Step), Top + (row * Step), Cell, Cell));
}
