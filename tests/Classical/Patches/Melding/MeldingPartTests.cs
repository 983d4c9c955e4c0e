using InpaintLab.Classical.Patches;
using InpaintLab.Classical.Patches.Melding;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Patches.Melding;

/// <summary>The parts of image melding, against what they must be.</summary>
public class MeldingPartTests
{
    private static readonly ParallelOptions _two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void A_pose_is_mirrored_then_scaled_then_turned()
    {
        var pose = new Pose(10, 20, MathF.PI / 2, 2, isMirrored: true);
        Assert.Equal((MathF.PI / 2, 2f, true), (pose.Angle, pose.Scale, pose.IsMirrored));

        // A quarter turn takes the right to below (y points down); the mirror makes that above.
        var moved = pose.Moved(1, 0);
        Assert.Equal((10f, 18f), (moved.X, moved.Y), Near);
        Assert.Equal((8f, 20f), (pose.Moved(0, 1).X, pose.Moved(0, 1).Y), Near);
        Assert.True(Pose.At(3, 4).IsPlain && Pose.At(3, 4).Moved(2, 1) == Pose.At(5, 5));
        Assert.False(new Pose(3, 4, 0, 1, isMirrored: true).IsPlain || Pose.At(3.5f, 4).IsPlain || pose.IsPlain);
    }

    [Fact]
    public void A_turned_patch_is_read_where_it_stands_and_its_tone_undone()
    {
        // The right half is the left one, turned by a quarter, half as strong and lighter.
        var image = new ImageBuffer(60, 30, 1, 16);
        for (var i = 0; i < 900; i++)
        {
            var (x, y) = (i % 30, i / 30);
            var grey = 0.3f + (0.1f * MathF.Sin(x * 0.7f)) + (0.2f * MathF.Sin(y * 0.4f));
            image[x, y, 0] = (int)(grey * 65535);
            image[30 + (29 - y), x, 0] = (int)(((grey * 0.5f) + 0.2f) * 65535);
        }

        var level = Level(image, Textures.Box(image, 0, 0, 1, 1));
        var options = new ImageMeldingOptions { MaxGain = 4, MaxBias = 1 };
        var probe = new MeldingProbe(level, options);
        probe.Aim((15 * 60) + 12);
        var pose = new Pose(30 + 29 - 15, 12, MathF.PI / 2, 1, isMirrored: false);
        Assert.True(level.IsSource(pose));
        var distance = probe.Distance(pose, out var tone);
        Assert.Equal(0, distance, 1e-6f);
        Assert.Equal((2f, -0.4f), (tone.Gain[0], tone.Shift[0]), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.01 && Math.Abs(a.Item2 - b.Item2) < 0.01);

        // What lies beyond the limits stays a difference.
        var narrow = new MeldingProbe(level, options with { MaxGain = 1.5, MaxBias = 0.01 });
        narrow.Aim((15 * 60) + 12);
        Assert.True(narrow.Distance(pose, out tone) > 0.01f);
        Assert.Equal(1.5f, tone.Gain[0], 1e-5f);
    }

    [Fact]
    public void Gradients_count_as_much_as_they_are_told_to()
    {
        var image = Textures.Confetti(40, 30, seed: 2);
        var level = Level(image, Textures.Box(image, 0, 0, 1, 1));
        var expected = new double[2];
        for (var i = 0; i < 49 * 3; i++)
        {
            var (c, x, y) = (i % 3, i / 3 % 7, i / 21);
            expected[0] += Math.Pow(Difference(x, y, c), 2);
            expected[1] += x > 0 ? Math.Pow(Difference(x, y, c) - Difference(x - 1, y, c), 2) : 0;
            expected[1] += y > 0 ? Math.Pow(Difference(x, y, c) - Difference(x, y - 1, c), 2) : 0;
        }

        foreach (var weight in new[] { 0.0, 0.5, 3 })
        {
            var probe = new MeldingProbe(level, new ImageMeldingOptions { MaxGain = 1, MaxBias = 0, GradientWeight = weight });
            probe.Aim((10 * 40) + 10);
            Assert.Equal(expected[0] + (weight * expected[1]), probe.Distance(Pose.At(30, 20), out _), 1e-3 * expected[0]);
        }

        double Difference(int x, int y, int c) => (image[27 + x, 17 + y, c] - image[7 + x, 7 + y, c]) / 255.0;
    }

    [Fact]
    public void A_source_reads_no_hole_in_any_pose()
    {
        var image = Textures.Confetti(50, 40, seed: 3);
        var mask = Textures.Box(image, 20, 15, 9, 7);
        var level = Level(image, mask);
        for (var i = 0; i < level.Colours.Length; i++)
        {
            if (!level.Known[i])
                level.Colours[i] = System.Runtime.Intrinsics.Vector128.Create(float.NaN);
        }

        var probe = new MeldingProbe(level, new ImageMeldingOptions());
        probe.Aim((8 * 50) + 8);
        var read = 0;
        for (var i = 0; i < 4000; i++)
        {
            var pose = new Pose(i % 50, i / 50 % 40, i * 0.37f, 0.7f + (i % 7 / 10f), i % 2 == 0);
            if (!level.IsSource(pose))
                continue;
            read++;
            Assert.False(float.IsNaN(probe.Distance(pose, out _)), $"{pose} reads the hole");
        }

        Assert.True(read > 200, $"{read} sources");
    }

    [Fact]
    public void Votes_for_the_truth_leave_it_as_it_is()
    {
        var image = Textures.Stripes(60, 40);
        var mask = Textures.Box(image, 20, 12, 14, 13);
        var level = Level(image, mask);
        var before = level.Colours.ToArray();
        var options = new ImageMeldingOptions();
        var field = new MeldingField(level, options, _two);
        field.Complete(0);
        for (var target = 0; target < level.Targets.Length; target++)
            field.Source[target] = Pose.At(6 + (level.Targets[target] % 60 % 6), 20);
        field.Measure();
        Assert.All(field.Distance, distance => Assert.Equal(0, distance, 1e-6f));
        for (var i = 0; i < mask.Length; i++)
            level.Colours[i] *= mask[i] == 0 ? 1 : 0;
        new MeldingVote(level, options.ColourWeight, _two).Apply(field);
        for (var i = 0; i < before.Length; i++)
        {
            for (var c = 0; c < 3; c++)
                Assert.Equal(before[i][c], level.Colours[i][c], 1e-3f);
        }
    }

    /// <summary>The right half is the left one in another light: what it votes for, colours and gradients, is voted in the light of the left.</summary>
    [Fact]
    public void Votes_are_cast_with_the_gain_and_bias_of_their_source()
    {
        var image = new ImageBuffer(60, 40, 1, 16);
        for (var i = 0; i < 30 * 40; i++)
        {
            var (x, y) = (i % 30, i / 30);
            var grey = 0.5f + (0.2f * MathF.Sin(x * 0.9f)) + (0.2f * MathF.Sin(y * 0.8f));
            image[x, y, 0] = (int)(grey * 65535);
            image[30 + x, y, 0] = (int)(((grey * 0.5f) + 0.1f) * 65535);
        }

        var mask = Textures.Box(image, 8, 12, 12, 13);
        var level = Level(image, mask);
        var truth = level.Colours.ToArray();
        var options = new ImageMeldingOptions { MaxGain = 4, MaxBias = 1 };
        var field = new MeldingField(level, options, _two);
        for (var target = 0; target < level.Targets.Length; target++)
            field.Source[target] = Pose.At(30 + (level.Targets[target] % 60), level.Targets[target] / 60);
        field.Measure();
        Assert.All(field.Tone, tone => Assert.Equal(2, tone.Gain[0], 0.01f));
        for (var i = 0; i < mask.Length; i++)
            level.Colours[i] *= mask[i] == 0 ? 1 : 0;
        new MeldingVote(level, options.ColourWeight, _two).Apply(field);
        for (var i = 0; i < truth.Length; i++)
            Assert.Equal(truth[i][0], level.Colours[i][0], 2e-3f);
    }

    [Fact]
    public void Distances_never_increase_within_a_round()
    {
        var image = Textures.Confetti(60, 50, seed: 4);
        var level = Level(image, Textures.Box(image, 10, 15, 14, 13));
        var field = new MeldingField(level, new ImageMeldingOptions(), _two);
        field.Complete(0);
        field.Measure();
        var (before, start) = (field.Distance.ToArray(), field.Distance.Sum());
        for (var pass = 0; pass < 4; pass++)
        {
            field.Improve(pass);
            Assert.All(before.Zip(field.Distance), pair => Assert.True(pair.Second <= pair.First));
            before = field.Distance.ToArray();
        }

        Assert.True(before.Sum() < 0.8 * start, $"{start} became {before.Sum()}");
    }

    private static bool Near((float X, float Y) a, (float X, float Y) b) => Math.Abs(a.X - b.X) < 1e-4 && Math.Abs(a.Y - b.Y) < 1e-4;

    private static MeldingLevel Level(ImageBuffer image, byte[] mask) =>
        new(PyramidLevel.Build(Raster.Of(image), KnownPatches.KnownPixels(mask), 7)[0]);
}
