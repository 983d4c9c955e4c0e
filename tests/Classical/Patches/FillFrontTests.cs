using InpaintLab.Classical.Patches;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Patches;

public class FillFrontTests
{
    [Fact]
    public void The_next_pixel_is_always_the_one_of_highest_priority_computed_from_scratch()
    {
        const int width = 32, height = 26, side = 5;
        var image = Textures.Confetti(width, height, seed: 3);
        var mask = Textures.Box(image, 9, 7, 15, 25);
        var pixels = new CopiedPixels(image, mask);
        var front = new FillFront(pixels.Colours, pixels.Filled, side);
        while (pixels.Left > 0)
        {
            var highest = Enumerable.Range(0, mask.Length).Where(front.IsFront).OrderByDescending(front.Priority).First();
            var next = front.Next();
            Assert.Equal(highest, next);
            var confidence = front.Confidence(next);
            for (var i = 0; i < mask.Length; i++)
            {
                var (dx, dy) = ((i % width) - (next % width), (i / width) - (next / width));
                if (pixels.Filled[i] || Math.Max(Math.Abs(dx), Math.Abs(dy)) > side / 2)
                    continue;
                pixels.Fill(i, i % 5);
                front.Fill(i, confidence);
            }

            front.Refresh(next);
        }
    }

    /// <summary>A bright bar ends at the hole's left side: there the known edge runs into it.</summary>
    [Fact]
    public void An_edge_that_runs_into_the_hole_comes_first()
    {
        var image = new ImageBuffer(40, 40, 1);
        for (var y = 17; y < 24; y++)
        {
            for (var x = 0; x < 15; x++)
                image[x, y, 0] = 200;
        }

        var pixels = new CopiedPixels(image, Textures.Box(image, 15, 10, 15, 20));
        var next = new FillFront(pixels.Colours, pixels.Filled, 5).Next();
        Assert.Equal(15, next % 40);
        Assert.InRange(next / 40, 14, 26);
    }

    [Fact]
    public void Confidence_is_the_known_share_of_the_patch()
    {
        var image = new ImageBuffer(20, 20, 1);
        var pixels = new CopiedPixels(image, Textures.Box(image, 10, 0, 10, 20));
        var front = new FillFront(pixels.Colours, pixels.Filled, 5);
        Assert.Equal(10 / 25f, front.Confidence((8 * 20) + 10));
        // At the border only the pixels inside the image count.
        Assert.Equal(6 / 15f, front.Confidence(10));
    }
}
