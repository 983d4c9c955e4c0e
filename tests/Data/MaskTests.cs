using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

public sealed class MaskTests
{
    [Fact]
    public void The_box_is_the_centre_half_by_default()
    {
        var mask = Draw(new Box(new BoxOptions()), 0, 64, 96);
        for (var i = 0; i < mask.Pixels.Length; i++)
        {
            var (y, x) = (i / 96, i % 96);
            Assert.Equal(y is >= 16 and < 48 && x is >= 24 and < 72 ? 1 : 0, mask.Pixels[i]);
        }
    }

    [Fact]
    public void The_box_goes_where_it_is_told_and_is_clipped()
    {
        var mask = Draw(new Box(new BoxOptions { Height = 0.25, Width = 0.5, Top = 0, Left = 0.75 }), 0, 32, 32);
        Assert.Equal(8 * 8, mask.HolePixels);
        Assert.Equal((1, 1, 0), (mask.Pixels[31], mask.Pixels[24], mask.Pixels[23]));
        Assert.True(mask.TouchesBorder);
    }

    [Fact]
    public void A_box_over_the_whole_image_is_refused() =>
        Assert.Throws<UserErrorException>(() => Draw(new Box(new BoxOptions { Height = 1, Width = 1 }), 0, 32, 32));

    [Fact]
    public void DeepFills_box_is_a_rectangle_of_96_to_128_at_256_px_and_scales()
    {
        var sides = new HashSet<int>();
        for (var i = 0; i < 300; i++)
        {
            var (rows, columns, filled) = Bounds(Draw(new RandomBox(new RandomBoxOptions()), i, 256, 256));
            Assert.True(filled);
            Assert.All([rows, columns], side => Assert.True(side is >= 96 and <= 128 && side % 2 == 0, $"side {side}"));
            sides.UnionWith([rows, columns]);
            (rows, columns, _) = Bounds(Draw(new RandomBox(new RandomBoxOptions()), i, 64, 64));
            Assert.All([rows, columns], side => Assert.InRange(side, 24, 32));
        }

        Assert.Equal(17, sides.Count);
    }

    [Fact]
    public void The_uniform_rectangle_reaches_both_ends_of_its_range()
    {
        var generator = new RandomBox(new RandomBoxOptions { Law = RandomBoxLaw.Uniform, MinSide = 40, MaxSide = 60 });
        var sides = Enumerable.Range(0, 500).Select(i => Bounds(Draw(generator, i, 256, 256)).Rows).ToArray();
        Assert.Equal((40, 60), (sides.Min(), sides.Max()));
    }

    [Fact]
    public void Strokes_keep_their_share_of_the_image_at_every_resolution()
    {
        var generator = new FreeForm(new FreeFormOptions());
        double Mean(int side) => Enumerable.Range(0, 400).Average(i => Draw(generator, i, side, side).HoleRatio);
        Assert.InRange(Mean(64) / Mean(256), 0.85, 1.15);
    }

    [Fact]
    public void Strokes_wander_to_the_right_as_DeepFills_do_unless_flipped()
    {
        static double RightShare(FreeFormOptions options)
        {
            var generator = new FreeForm(options);
            var masks = Enumerable.Range(0, 400).Select(i => Draw(generator, i, 64, 64).Pixels).ToArray();
            return masks.Sum(m => m.Where((_, p) => p % 64 >= 32).Sum(v => v)) / (double)masks.Sum(m => m.Sum(v => v));
        }

        Assert.InRange(RightShare(new FreeFormOptions()), 0.6, 0.9);
        Assert.InRange(RightShare(new FreeFormOptions { Flip = true }), 0.45, 0.55);
    }

    [Fact]
    public void Free_form_and_box_is_both_and_takes_no_bank_in_its_parts()
    {
        var generator = new FreeFormAndBox(new FreeFormAndBoxOptions());
        var stream = Stream(3);
        var box = new RandomBox(new RandomBoxOptions()).Draw(stream, 64, 64).Pixels;
        var strokes = new FreeForm(new FreeFormOptions()).Draw(stream, 64, 64).Pixels;
        Assert.Equal(box.Zip(strokes, (a, b) => (byte)(a | b)), Draw(generator, 3, 64, 64).Pixels);
        Assert.Throws<UserErrorException>(() => new FreeFormAndBox(new FreeFormAndBoxOptions { Box = new RandomBoxOptions { Bank = 5 } }));
    }

    [Fact]
    public void Mask_files_are_read_in_either_polarity_resized_and_mirrored()
    {
        using var files = new TemporaryFolder().WithMasks("m/deep", 1, 40);
        var white = Draw(new Irregular(new IrregularOptions { Root = files["m"] }), 0, 20, 20);
        Assert.Equal("deep/bar00.png", white.Origin);
        Assert.Equal(Enumerable.Range(0, 400).Select(p => p % 20 < 10 ? (byte)1 : (byte)0), white.Pixels);
        var black = Draw(new Irregular(new IrregularOptions { Root = files["m"], Hole = MaskPolarity.Black }), 0, 20, 20);
        Assert.Equal(white.Pixels.Select(p => (byte)(1 - p)), black.Pixels);
        var mirrored = new Irregular(new IrregularOptions { Root = files["m"], HorizontalFlip = true });
        var drawn = Enumerable.Range(0, 20).Select(i => Draw(mirrored, i, 20, 20)).ToArray();
        Assert.Contains(drawn, m => m.Pixels.AsSpan().SequenceEqual(white.Pixels) && m.Origin == "deep/bar00.png");
        Assert.Contains(drawn, m => m.Pixels.AsSpan().SequenceEqual(black.Pixels) && m.Origin == "deep/bar00.png|h");
    }

    [Fact]
    public void A_missing_or_empty_mask_folder_is_the_users_error()
    {
        using var files = new TemporaryFolder().WithMasks("masks", 1);
        var missing = Assert.Throws<UserErrorException>(() => new Irregular(new IrregularOptions { Root = files["mask"] }));
        Assert.Contains($"Did you mean '{files["masks"]}'?", missing.Message);
        Directory.CreateDirectory(files["empty"]);
        var empty = Assert.Throws<UserErrorException>(() => new Irregular(new IrregularOptions { Root = files["empty"] }));
        Assert.Contains("found none", empty.Message);
    }

    [Fact]
    public void A_mask_is_made_of_0_and_1_only()
    {
        Assert.Throws<ArgumentException>(() => new Mask([0, 2], 1, 2));
        Assert.Throws<ArgumentException>(() => new Mask([0, 1], 2, 2));
        Assert.False(new Mask([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 3).TouchesBorder);
    }

    private static RandomStream Stream(long i) => RandomStream.Create(5, "mask-tests", 0, i);

    private static Mask Draw(IMaskGenerator generator, long i, int height, int width) => generator.Draw(Stream(i), height, width);

    private static (int Rows, int Columns, bool Filled) Bounds(Mask mask)
    {
        var holes = Enumerable.Range(0, mask.Pixels.Length).Where(p => mask.Pixels[p] == 1).ToArray();
        var rows = holes[^1] / mask.Width - holes[0] / mask.Width + 1;
        var columns = holes.Max(p => p % mask.Width) - holes.Min(p => p % mask.Width) + 1;
        return (rows, columns, holes.Length == rows * columns);
    }
}
