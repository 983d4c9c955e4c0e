using InpaintLab.Classical.Patches;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Patches;

public class PatchMatchTests
{
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void Distances_never_increase_and_are_those_of_the_patches_found()
    {
        var level = Level(Textures.Confetti(60, 50, seed: 4), out _);
        var field = new NearestNeighbourField(level, 1, Two);
        field.Complete(0);
        field.Measure();
        var before = (float[])field.Distance.Clone();
        var start = before.Sum();
        for (var pass = 0; pass < 6; pass++)
        {
            field.Improve(pass);
            for (var i = 0; i < before.Length; i++)
                Assert.True(field.Distance[i] <= before[i], $"pass {pass}, pixel {i}: {before[i]} became {field.Distance[i]}");
            before = (float[])field.Distance.Clone();
        }

        field.Measure();
        Assert.Equal(before, field.Distance);
        Assert.True(before.Sum() < 0.8 * start, $"{start} became {before.Sum()}");
    }

    /// <summary>The hole's own content also stands elsewhere, so that each target has one exact match.</summary>
    [Fact]
    public void A_copy_of_the_content_is_found()
    {
        var image = Textures.Confetti(70, 50, seed: 6);
        image.Paste(image.Crop(0, 0, 34, 50), 35, 0);
        var level = Level(image, out var mask);
        var field = new NearestNeighbourField(level, 1, Two);
        field.Complete(0);
        field.Measure();
        for (var pass = 0; pass < 10; pass++)
            field.Improve(pass);
        var targets = Enumerable.Range(0, mask.Length).Where(i => field.IsTarget(i % 70, i / 70)).ToArray();
        var exact = targets.Count(i => field.Source[i] == i + 35);
        Assert.True(exact >= 0.95 * targets.Length, $"{exact} of {targets.Length} targets found their copy");
    }

    [Fact]
    public void A_texture_is_nearer_to_the_truth_than_a_smooth_fill()
    {
        // Dots on a lattice that is not aligned with the pixels of any coarser scale.
        var truth = new ImageBuffer(96, 80, 3);
        for (var i = 0; i < 96 * 80; i++)
        {
            var (x, y) = (i % 96, i / 96);
            truth.SetColour(x, y, x % 7 < 3 && y % 5 < 2 ? 0.9f : 0.2f, y % 5 / 5f, 0.5f);
        }

        var mask = Textures.Box(truth, 35, 28, 26, 22);
        var smooth = Level(Textures.Without(truth, mask), out _, mask);
        smooth.FillOnion();
        var onion = ImageBuffer.FromPlanar(smooth.Image.ToPlanes(), 3, 80, 96);
        var result = new PatchMatch(new PatchMatchOptions()).Inpaint(truth, mask);
        var (ours, theirs) = (Textures.Error(truth, result), Textures.Error(truth, onion));
        Assert.True(ours < 0.25 * theirs, $"{ours} against {theirs}");
    }

    [Fact]
    public void A_vote_writes_the_hole_only_and_exact_patches_leave_it_as_it_is()
    {
        var image = Textures.Stripes(60, 40);
        var level = Level(image, out var mask);
        var before = (float[])level.Image.Values.Clone();
        var field = new NearestNeighbourField(level, 1, Two);
        field.Complete(0);
        field.Measure();
        PatchVote.Apply(level, field, Two);
        Assert.All(Enumerable.Range(0, mask.Length * 3).Where(i => mask[i / 3] == 0), i => Assert.Equal(before[i], level.Image.Values[i]));
        Assert.NotEqual(before, level.Image.Values);

        before.CopyTo(level.Image.Values, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            if (field.Source[i] >= 0)
                field.Source[i] = Enumerable.Range(0, mask.Length).First(s => level.Patches.IsSource[s] && s % 60 % 6 == i % 60 % 6);
        }

        field.Measure();
        Assert.All(field.Distance, distance => Assert.Equal(0, distance));
        PatchVote.Apply(level, field, Two);
        for (var i = 0; i < before.Length; i++)
            Assert.Equal(before[i], level.Image.Values[i], 1e-6f);
    }

    /// <summary>Known pixels are white, the hole black: no coarse known pixel may be anything but white.</summary>
    [Fact]
    public void Coarser_levels_take_known_colours_only()
    {
        var image = new ImageBuffer(81, 67, 1);
        image.Samples8.Fill(255);
        var mask = Textures.Box(image, 21, 13, 31, 29);
        var levels = PyramidLevel.Build(Raster.Of(Textures.Without(image, mask)), KnownPatches.KnownPixels(mask), 7);
        Assert.Equal([(81, 67), (41, 34), (21, 17)], levels.Select(level => (level.Image.Width, level.Image.Height)));
        Assert.All(levels, level => Assert.All(
            Enumerable.Range(0, level.Known.Length).Where(i => level.Known[i]), i => Assert.Equal(1f, level.Image.Values[i])));
        Assert.Equal(15, levels[0].Depth.Max());
    }

    private static PyramidLevel Level(ImageBuffer image, out byte[] mask, byte[]? given = null)
    {
        mask = given ?? Textures.Box(image, 10, 15, 14, 13);
        return PyramidLevel.Build(Raster.Of(image), KnownPatches.KnownPixels(mask), 7)[0];
    }
}
