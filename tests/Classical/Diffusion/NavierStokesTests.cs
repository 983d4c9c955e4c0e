using InpaintLab.Classical;
using InpaintLab.Classical.Diffusion;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Diffusion;

public sealed class NavierStokesTests
{
    private const int Size = 56;
    private static readonly byte[] Gap = Pictures.Box(Size, Size, 23, 2, 33, Size - 2);

    [Theory]
    [InlineData(0)]
    [InlineData(0.33)]
    [InlineData(-0.9)]
    public void An_edge_goes_on_in_its_direction(double slope) =>
        AssertBetter(0.5, (x, y) => Step(y - 28 + ((x - 28) * slope)));

    [Fact]
    public void So_does_a_curved_one() => AssertBetter(0.7, (x, y) => Step(18 - Math.Sqrt(Math.Pow(x - 28, 2) + Math.Pow(y - 28, 2))));

    [Fact]
    public void So_does_a_stripe() => AssertBetter(0.7, (x, y) => Step(y - 20 + ((x - 28) / 3)) - Step(y - 35 + ((x - 28) / 3)));

    [Fact]
    public void Ever_more_rounds_neither_drift_nor_swell()
    {
        var random = new Random(3);
        var image = Pictures.Draw(Size, Size, (x, y) => Math.Clamp(0.3 + (0.4 * Step(y - 20 - (x / 3))) + (0.3 * random.NextDouble()), 0, 1));
        var hidden = Pictures.Hide(image, Gap);
        var (some, many) = (Fill(hidden, 100), Fill(hidden, 1500));
        Assert.InRange(Pictures.Difference(some, many), 0, 0.15);
        Assert.True(Error(image, many) < 1.1 * Error(image, Method("harmonic").Inpaint(hidden, Gap, ClassicalWork.Default)));
    }

    private static ImageBuffer Fill(ImageBuffer hidden, int rounds) =>
        new NavierStokes(new NavierStokesOptions { Iterations = rounds, Tolerance = 0 }).Inpaint(hidden, Gap, ClassicalWork.Default);

    private static void AssertBetter(double share, Func<double, double, double> at)
    {
        var image = Pictures.Draw(Size, Size, (x, y) => 0.2 + (0.6 * at(x, y)));
        var hidden = Pictures.Hide(image, Gap);
        var (ours, harmonic) = (Error(image, Method("navier-stokes").Inpaint(hidden, Gap, ClassicalWork.Default)), Error(image, Method("harmonic").Inpaint(hidden, Gap, ClassicalWork.Default)));
        Assert.True(ours < share * harmonic, $"expected less than {share} of harmonic's error {harmonic:g3}, got {ours:g3}");
    }

    private static IClassicalMethod Method(string name) =>
        name == "harmonic" ? new Harmonic(new HarmonicOptions()) : new NavierStokes(new NavierStokesOptions());

    // An edge of about a pixel's width.
    private static double Step(double distance) => 1 / (1 + Math.Exp(-2 * distance));

    // Root of the sum of squares.
    private static double Error(ImageBuffer a, ImageBuffer b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Samples16.Length; i++)
            sum += Math.Pow((a.Samples16[i] - b.Samples16[i]) / 65535.0, 2);
        return Math.Sqrt(sum);
    }
}
