using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;

namespace InpaintLab.Tests.Imaging.Drawing;

public sealed class ImageGridTests
{
    private static readonly ImageGridOptions Small = new() { Gap = 5, MinimumCell = 32 };

    [Fact]
    public void Every_image_stands_in_its_cell_enlarged_pixel_by_pixel()
    {
        var grid = new ImageGrid(["truth", "composite"], Small);
        var images = Enumerable.Range(0, 4).Select(i => Images.Noise(16, 12, 3, 8, seed: i)).ToArray();
        grid.AddRow([images[0], images[1]], "first");
        grid.AddRow([images[2], images[3]]);
        var picture = grid.Render();
        for (var i = 0; i < 4; i++)
        {
            var (x, y, factor) = grid.Cell(i / 2, i % 2);
            Assert.Equal(3, factor);
            Images.AssertSame(images[i].Resize(48, 36, ResizeFilter.Nearest), picture.Crop(x, y, 48, 36));
        }
    }

    [Fact]
    public void Cells_are_a_gap_apart_and_captions_stand_above_and_left_of_them()
    {
        var grid = new ImageGrid(["a", "b"], Small);
        grid.AddRow([Black(), Black()], "row");
        grid.AddRow([Black(), Black()]);
        var picture = grid.Render();

        // Left: gap, 3 characters of 6 pixels less 1, two gaps. Top: gap and one line of 10. Then cells of 32 and gaps of 5.
        Assert.Equal((32, 15, 1), grid.Cell(0, 0));
        Assert.Equal((69, 52, 1), grid.Cell(1, 1));
        Assert.Equal((32 + (2 * 37), 15 + (2 * 37)), (picture.Width, picture.Height));
        AssertWhite(picture, 64, 0, 5, picture.Height);
        AssertWhite(picture, 32, 47, picture.Width - 32, 5);
        AssertWhite(picture, 0, 0, 32, 15);
        Assert.True(Inked(picture, 32, 5, 32, 9) > 5);
        Assert.True(Inked(picture, 69, 5, 32, 9) > 5);
        Assert.True(Inked(picture, 5, 15, 17, 32) > 15);
        AssertWhite(picture, 5, 52, 17, 32);
    }

    [Fact]
    public void Without_row_captions_no_room_is_left_for_them()
    {
        var grid = new ImageGrid(["a"], Small);
        grid.AddRow([Black()]);
        Assert.Equal((5, 15, 1), grid.Cell(0, 0));
    }

    [Fact]
    public void Long_captions_are_wrapped_inside_their_column()
    {
        var grid = new ImageGrid(["a caption of many words", "b"], Small);
        grid.AddRow([Black(), Black()]);
        var picture = grid.Render();
        Assert.True(grid.Cell(0, 0).Y > 45);
        AssertWhite(picture, 37, 0, 5, picture.Height);
    }

    [Fact]
    public void Grey_deep_and_transparent_images_are_drawn_as_colour()
    {
        var grid = new ImageGrid(["a", "b"], Small);
        var (grey, deep) = (Images.Noise(32, 32, 2, 8), Images.Noise(32, 32, 4, 16));
        grid.AddRow([grey, deep]);
        var picture = grid.Render();
        var (x, y, _) = grid.Cell(0, 1);
        Assert.Equal(grey[3, 4, 0], picture[grid.Cell(0, 0).X + 3, y + 4, 2]);
        Assert.Equal((deep[3, 4, 1] + 128) / 257, picture[x + 3, y + 4, 1]);
    }

    [Fact]
    public void Other_sizes_and_counts_are_refused()
    {
        var grid = new ImageGrid(["a", "b"]);
        Assert.Throws<InvalidOperationException>(grid.Render);
        Assert.Throws<ArgumentException>(() => grid.AddRow([Black()]));
        grid.AddRow([Black(), Black()]);
        Assert.Throws<ArgumentException>(() => grid.AddRow([Black(), new ImageBuffer(32, 31, 3)]));
        Assert.Throws<ArgumentException>(() => new ImageGrid([]));
    }

    [Fact]
    public void An_empty_cell_stays_white_and_labels_stand_below_their_images()
    {
        var grid = new ImageGrid(["a", "b"], Small);
        grid.AddRow([Black(), null], "", ["21.5", ""]);
        grid.AddRow([null, Black()]);
        var picture = grid.Render();
        var ((x, y, _), (_, below, _)) = (grid.Cell(0, 0), grid.Cell(1, 0));
        Assert.Equal(y + 32 + 10 + 5, below);
        Assert.True(Inked(picture, x, y + 32, 32, 10) > 15);
        AssertWhite(picture, grid.Cell(0, 1).X, y, 32, 32 + 10);
        AssertWhite(picture, x, below, 32, 32);
        Assert.Equal(32 * 32, Inked(picture, grid.Cell(1, 1).X, below, 32, 32));
        Assert.Throws<ArgumentException>(() => grid.AddRow([Black(), null], "", ["one"]));
        Assert.Throws<ArgumentException>(() => new ImageGrid(["a"]).AddRow([null]));
    }

    [Fact]
    public void Details_are_enlarged_to_a_cell_and_framed_where_they_are_from()
    {
        var grid = new ImageGrid(["a", "b"], new ImageGridOptions { MinimumCell = 64 });
        var image = Images.Noise(32, 32, 3, 8);
        grid.AddRow([image, null]);
        grid.AddDetails(8, 16, 8, "detail");
        var picture = grid.Render();
        var (x, y, factor) = grid.Cell(0, 0);
        Assert.Equal(2, factor);

        // The frame is four pixels wide, black and yellow, inside what it frames.
        AssertColour(new Colour(0, 0, 0), picture, x + 16, y + 32);
        AssertColour(new Colour(240, 228, 66), picture, x + 17, y + 33);
        AssertColour(new Colour(0, 0, 0), picture, x + 31, y + 47);
        var (detailX, detailY, _) = grid.Cell(1, 0);
        AssertColour(new Colour(240, 228, 66), picture, detailX + 1, detailY + 62);
        var expected = image.Crop(8, 16, 8, 8).Resize(64, 64, ResizeFilter.Nearest).Crop(4, 4, 56, 56);
        Images.AssertSame(expected, picture.Crop(detailX + 4, detailY + 4, 56, 56));
        AssertWhite(picture, grid.Cell(1, 1).X, detailY, 64, 64);
        Assert.Throws<InvalidOperationException>(() => grid.AddDetails(0, 0, 4));
        Assert.ThrowsAny<ArgumentException>(() => Beyond());

        void Beyond()
        {
            grid.AddRow([image, image]);
            grid.AddDetails(28, 0, 8);
        }
    }

    [Fact]
    public void The_scale_stands_below_the_grid_from_black_to_white()
    {
        var grid = new ImageGrid(["a"], Small with { Scale = new ColourScale("0", "0.5", "mean absolute error") });
        grid.AddRow([Black()]);
        var picture = grid.Render();
        var below = 15 + 32 + 5;
        Assert.Equal(below + 10 + 5, picture.Height);
        Assert.True(picture.Width > 200); // wider than the grid, for the caption
        Assert.Equal(ColourMap.Heat(0), At(5 + 5 + 4));
        Assert.Equal(ColourMap.Heat(1), At(5 + 5 + 4 + 95));
        Assert.Equal(ColourMap.Heat(48 / 95.0), At(5 + 5 + 4 + 48));

        Colour At(int x) => new((byte)picture[x, below + 3, 0], (byte)picture[x, below + 3, 1], (byte)picture[x, below + 3, 2]);
    }

    private static void AssertColour(Colour expected, ImageBuffer picture, int x, int y) =>
        Assert.Equal(expected, new Colour((byte)picture[x, y, 0], (byte)picture[x, y, 1], (byte)picture[x, y, 2]));

    private static ImageBuffer Black() => new(32, 32, 3);

    private static int Inked(ImageBuffer picture, int x, int y, int width, int height)
    {
        var part = picture.Crop(x, y, width, height).ToChannels(1);
        return part.Samples8.ToArray().Count(s => s < 128);
    }

    private static void AssertWhite(ImageBuffer picture, int x, int y, int width, int height) =>
        Assert.Equal(0, Inked(picture, x, y, width, height));
}
