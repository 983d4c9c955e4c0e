using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Inference;

public sealed class HoleBoxesTests
{
    [Fact]
    public void Touching_pixels_are_one_hole_also_diagonally()
    {
        var boxes = HoleBoxes.Find(
            [
                1, 0, 0, 0, 1,
                0, 1, 0, 0, 1,
                0, 0, 0, 0, 0,
                1, 1, 1, 1, 1,
            ], 5, 4, cell: 1);
        Assert.Equal([new(0, 0, 2, 2), new(4, 0, 5, 2), new(0, 3, 5, 4)], boxes.OrderBy(b => (b.Top, b.Left)));
    }

    [Fact]
    public void Boxes_are_those_of_a_plain_flood_fill_of_the_pixels()
    {
        var random = new Random(2);
        for (var i = 0; i < 60; i++)
        {
            var (width, height) = (random.Next(1, 40), random.Next(1, 40));
            var share = random.NextDouble();
            var mask = Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < share ? (byte)1 : (byte)0).ToArray();
            Assert.Equal(Flood(mask, width, height).Order(), HoleBoxes.Find(mask, width, height, 1).Select(Key).Order());
        }
    }

    [Fact]
    public void Every_hole_pixel_is_in_exactly_one_box_of_a_plan_and_in_its_crop()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var (width, height) = (random.Next(1, 200), random.Next(1, 200));
            var mask = new byte[width * height];
            for (var spot = random.Next(1, 12); spot > 0; spot--)
            {
                var (x, y) = (random.Next(width), random.Next(height));
                for (var (w, h) = (random.Next(1, 30), random.Next(1, 30)); h > 0; h--)
                    mask.AsSpan(((y + h) % height * width) + x, Math.Min(w, width - x)).Fill(1);
            }

            var (margin, smallest, limit) = (random.Next(0, 40), random.Next(1, 64), 64);
            var plan = new CropPlan(margin, smallest, limit).Of(mask, width, height);
            for (var p = 0; p < mask.Length; p++)
            {
                var pixel = new PixelBox(p % width, p / width, (p % width) + 1, (p / width) + 1);
                Assert.Equal(mask[p] == 1 ? 1 : plan.Count(c => c.Hole.Intersects(pixel)), plan.Count(c => c.Hole.Intersects(pixel)));
            }

            foreach (var (hole, crop) in plan)
            {
                Assert.Equal(crop, crop.Join(hole));
                Assert.True(new PixelBox(0, 0, width, height).Join(crop) == new PixelBox(0, 0, width, height));
                Assert.True(crop.Width >= Math.Min(width, Math.Max(smallest, hole.Width)));
                Assert.True(hole.Left - crop.Left >= Math.Min(margin, hole.Left) && crop.Bottom - hole.Bottom >= Math.Min(margin, height - hole.Bottom));
            }
        }
    }

    [Fact]
    public void Near_holes_share_a_crop_as_long_as_it_is_within_the_limit()
    {
        var mask = new byte[300 * 20];
        foreach (var x in new[] { 10, 60, 110, 280 })
            mask[(10 * 300) + x] = 1;
        Assert.Equal([(10, 61), (110, 111), (280, 281)], new CropPlan(30, 1, 120).Of(mask, 300, 20).Select(c => (c.Hole.Left, c.Hole.Right)));
        Assert.Equal([(10, 111), (280, 281)], new CropPlan(30, 1, 200).Of(mask, 300, 20).Select(c => (c.Hole.Left, c.Hole.Right)));
        Assert.Equal(4, new CropPlan(10, 1, 200).Of(mask, 300, 20).Count);
    }

    [Fact]
    public void A_crop_at_the_border_takes_what_it_lacks_from_the_other_side() =>
        Assert.Equal(new PixelBox(0, 36, 64, 100), new PixelBox(0, 90, 10, 100).Grow(16, 64, 200, 100));

    private static string Key(PixelBox box) => $"{box.Top:d2} {box.Left:d2} {box.Bottom:d2} {box.Right:d2}";

    private static List<string> Flood(byte[] mask, int width, int height)
    {
        var (left, boxes) = (mask.ToArray(), new List<string>());
        for (var first = 0; first < left.Length; first++)
        {
            if (left[first] == 0)
                continue;
            var pixels = new List<int> { first };
            left[first] = 0;
            for (var next = 0; next < pixels.Count; next++)
            {
                for (var d = 0; d < 9; d++)
                {
                    var (x, y) = ((pixels[next] % width) + (d % 3) - 1, (pixels[next] / width) + (d / 3) - 1);
                    if (x < 0 || y < 0 || x >= width || y >= height || left[(y * width) + x] == 0)
                        continue;
                    left[(y * width) + x] = 0;
                    pixels.Add((y * width) + x);
                }
            }

            boxes.Add(Key(new PixelBox(
                pixels.Min(p => p % width), pixels.Min(p => p / width), pixels.Max(p => p % width) + 1, pixels.Max(p => p / width) + 1)));
        }

        return boxes;
    }
}
