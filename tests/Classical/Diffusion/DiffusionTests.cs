using InpaintLab.Classical;
using InpaintLab.Classical.Diffusion;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Diffusion;

public sealed class DiffusionTests
{
    private const int Size = 40;

    public static TheoryData<string> Names => ["harmonic", "biharmonic", "tv", "navier-stokes"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_stays_constant(string name)
    {
        var image = Pictures.Draw(Size, Size, (_, _) => 0.6);
        var mask = Pictures.Box(Size, Size, 0, 5, 23, 31);
        Assert.InRange(Pictures.Difference(image, Inpaint(name, Pictures.Hide(image, mask), mask)), 0, 1.0 / 65535);
    }

    [Theory]
    [InlineData("harmonic")]
    [InlineData("biharmonic")]
    public void A_ramp_is_continued(string name)
    {
        var image = Pictures.Draw(Size, Size, (x, y) => (0.2 + (0.4 * x) + (0.6 * y)) / 50);
        var mask = Pictures.Box(Size, Size, 7, 5, 23, 31);
        Assert.InRange(Pictures.Difference(image, Inpaint(name, Pictures.Hide(image, mask), mask)), 0, 1e-3);
    }

    [Fact]
    public void Biharmonic_continues_a_quadratic()
    {
        var image = Pictures.Draw(Size, Size, (x, y) => ((x * x) - (x * y) + (2 * y * y) + 100) / 4000);
        var mask = Pictures.Box(Size, Size, 7, 5, 23, 31);
        Assert.InRange(Pictures.Difference(image, Inpaint("biharmonic", Pictures.Hide(image, mask), mask)), 0, 1e-4);
        Assert.True(Pictures.Difference(image, Inpaint("harmonic", Pictures.Hide(image, mask), mask)) > 0.02);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Total_variation_continues_an_edge_across_a_narrow_hole(bool isSlanted)
    {
        var image = Pictures.Draw(Size, Size, (x, y) => y + (isSlanted ? (x - 20) / 3 : 0) >= 20 ? 0.8 : 0.2);
        var mask = Pictures.Box(Size, Size, 15, 0, 25, Size);
        var hidden = Pictures.Hide(image, mask);
        var (sharp, harmonic) = (MeanError(image, Inpaint("tv", hidden, mask)), MeanError(image, Inpaint("harmonic", hidden, mask)));
        Assert.True(sharp < 0.5 * harmonic, $"expected less than half of harmonic's error {harmonic:g3}, got {sharp:g3}");
    }

    [Fact]
    public void Total_variation_falls_with_every_fifty_iterations()
    {
        var random = new Random(5);
        var image = Pictures.Draw(Size, Size, (x, y) => (y > 15 + (x / 2) ? 0.7 : 0.2) + (0.1 * random.NextDouble()));
        var mask = Pictures.Box(Size, Size, 10, 8, 30, 34);
        var start = Harmonic.Solve(image, mask, 1e-3, ClassicalWork.Default, progress: null);
        var last = new GradientField(image, start.Positions, start.Solution).Energy();
        for (var iterations = 50; iterations <= 400; iterations += 50)
        {
            var field = new GradientField(image, start.Positions, start.Solution);
            new TotalVariation(new TotalVariationOptions { Iterations = iterations, Tolerance = 0 }).Minimise(field, ClassicalWork.Default);
            Assert.True(field.Energy() < last, $"{iterations}: {field.Energy()} after {last}");
            last = field.Energy();
        }
    }

    [Theory]
    [InlineData(33)]
    [InlineData(300)]
    public void Harmonic_takes_few_iterations_whatever_the_size_of_the_hole(int size)
    {
        var image = Pictures.Draw(size, size, (x, y) => (x + y) / (2 * size));
        var mask = Pictures.Box(size, size, 1, 1, size, size);
        var solver = new LaplaceSolver(mask, size, ClassicalWork.Default);
        Assert.InRange(solver.Solve(Harmonic.KnownNeighbours(image, mask, solver.Positions), 1e-8), 1, 20);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_do_not_depend_on_threads_and_known_pixels_are_exact(string name)
    {
        var random = new Random(3);
        var image = Pictures.Draw(150, 140, (_, _) => random.NextDouble(), bitDepth: 8, channels: 4);
        var mask = Pictures.Box(150, 140, 3, 3, 143, 133);
        for (var i = 0; i < mask.Length; i += 37)
            mask[i] = 0;
        var hidden = Pictures.Hide(image, mask);
        var one = Inpaint(name, hidden, mask, threads: 1);
        Assert.Equal(one.Bytes, Inpaint(name, hidden, mask, threads: 5).Bytes);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % 150, i / 150);
            for (var c = 0; c < 4; c++)
                Assert.True((mask[i] == 1 && c < 3) || one[x, y, c] == hidden[x, y, c]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_image_and_hole_is_taken(string name)
    {
        foreach (var (channels, bitDepth) in ((int, int)[])[(1, 8), (2, 16), (3, 16), (4, 8)])
        {
            var image = Pictures.Draw(9, 7, (x, y) => (x + y) / 20, bitDepth, channels);
            Assert.Equal(image.Bytes, Inpaint(name, image, new byte[63]).Bytes);
            var onePixelKnown = new byte[63];
            onePixelKnown.AsSpan(1).Fill(1);
            var filled = Inpaint(name, image, onePixelKnown);
            Assert.InRange(filled[8, 6, 0], image[0, 0, 0] - 1, image[0, 0, 0] + 1);
            foreach (var thin in (ImageBuffer[])[image.Crop(0, 0, 9, 1), image.Crop(0, 0, 1, 7)])
            {
                var middle = new byte[thin.Width * thin.Height];
                middle[middle.Length / 2] = 1;
                Assert.InRange(Pictures.Difference(thin.ToChannels(1), Inpaint(name, thin, middle).ToChannels(1)), 0, 0.01);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hole_without_surroundings_is_refused_and_stopping_stops(string name)
    {
        var image = Pictures.Draw(30, 30, (x, y) => (x + (y * y)) / 1000);
        Assert.Throws<UserErrorException>(() => Inpaint(name, image, Pictures.Box(30, 30, 0, 0, 30, 30)));
        Assert.Throws<ArgumentException>(() => Inpaint(name, image, new byte[899]));
        var stopped = new ClassicalWork(2, null, new CancellationToken(canceled: true));
        Assert.ThrowsAny<OperationCanceledException>(() => Method(name).Inpaint(image, Pictures.Box(30, 30, 2, 2, 28, 28), stopped));
    }

    private static IClassicalMethod Method(string name) => name switch
    {
        "harmonic" => new Harmonic(new HarmonicOptions()),
        "biharmonic" => new Biharmonic(new BiharmonicOptions()),
        "navier-stokes" => new NavierStokes(new NavierStokesOptions()),
        _ => new TotalVariation(new TotalVariationOptions()),
    };

    private static ImageBuffer Inpaint(string name, ImageBuffer image, byte[] mask, int threads = 2) =>
        Method(name).Inpaint(image, mask, new ClassicalWork(threads, null, CancellationToken.None));

    private static double MeanError(ImageBuffer a, ImageBuffer b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Samples16.Length; i++)
            sum += Math.Abs(a.Samples16[i] - b.Samples16[i]);
        return sum / a.Samples16.Length / a.MaxSample;
    }

    [Fact]
    public void A_hole_that_needs_more_memory_than_allowed_is_refused_before_the_work()
    {
        var image = new ImageBuffer(120, 100, 1);
        var mask = new byte[120 * 100];
        for (var y = 10; y < 90; y++)
            mask.AsSpan((y * 120) + 10, 100).Fill(1);

        // 8,000 pixels: some MiB.
        new Biharmonic(new BiharmonicOptions { MaxMemory = 0.1 }).Inpaint(image, mask, ClassicalWork.Default);
        var told = new List<double>();
        var work = ClassicalWork.Default with { Progress = new Listener(told.Add) };
        var error = Assert.Throws<UserErrorException>(() => new Biharmonic(new BiharmonicOptions { MaxMemory = 0.001 }).Inpaint(image, mask, work));
        Assert.Contains("max_memory: expected holes that can be solved within 0.001 GiB, received 8000 pixels, which need about 0.0", error.Message);
        Assert.Empty(told);
    }

    private sealed class Listener(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
