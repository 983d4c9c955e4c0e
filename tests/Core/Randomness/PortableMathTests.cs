using InpaintLab.Core.Randomness;

namespace InpaintLab.Tests.Core.Randomness;

/// <summary>Against the system's functions, to 1e-14 of the value (for sine and cosine: of 1).</summary>
public sealed class PortableMathTests
{
    private const double Tolerance = 1e-14;

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(1e6)]
    public void Sine_and_cosine(double limit)
    {
        foreach (var x in Samples(-limit, limit))
        {
            Assert.Equal(Math.Sin(x), PortableMath.Sin(x), Tolerance);
            Assert.Equal(Math.Cos(x), PortableMath.Cos(x), Tolerance);
        }

        Assert.Equal(0, PortableMath.Sin(0));
        Assert.Equal(1, PortableMath.Cos(0));
    }

    [Fact]
    public void Logarithm()
    {
        foreach (var exponent in Samples(-300, 300))
        {
            var x = Math.Pow(10, exponent);
            AssertRelative(Math.Log(x), PortableMath.Log(x));
        }

        foreach (var x in Samples(0.5, 2))
            Assert.Equal(Math.Log(x), PortableMath.Log(x), Tolerance);
        Assert.Equal(0, PortableMath.Log(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Logarithm_of_what_has_none(double x) => Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Log(x));

    [Fact]
    public void Exponential()
    {
        foreach (var x in Samples(-700, 700).Concat(Samples(-1, 1)))
            AssertRelative(Math.Exp(x), PortableMath.Exp(x));
        Assert.Equal(1, PortableMath.Exp(0));
    }

    [Fact]
    public void Power()
    {
        var exponents = Samples(-3, 3).ToArray();
        foreach (var (x, y) in Samples(0.01, 10).Zip(exponents))
            AssertRelative(Math.Pow(x, y), PortableMath.Pow(x, y));
    }

    // The bits themselves (e is one unit in the last place above the nearest): a change would change every mask drawn from a seed.
    [Fact]
    public void Golden_bits()
    {
        Assert.Equal(0x3feaed548f090ceeL, BitConverter.DoubleToInt64Bits(PortableMath.Sin(1)));
        Assert.Equal(0x4005bf0a8b14576aL, BitConverter.DoubleToInt64Bits(PortableMath.Exp(1)));
        Assert.Equal(0x3fe62e42fefa39efL, BitConverter.DoubleToInt64Bits(PortableMath.Log(2)));
    }

    private static IEnumerable<double> Samples(double low, double high)
    {
        var stream = RandomStream.Create(1, "portable-math");
        return Enumerable.Range(0, 20_000).Select(_ => stream.Uniform(low, high));
    }

    private static void AssertRelative(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected), $"expected {expected:R}, received {actual:R}");
}
