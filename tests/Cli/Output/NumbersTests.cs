using InpaintLab.Cli.Output;

namespace InpaintLab.Tests.Cli.Output;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(16.534, "16.53")]
    [InlineData(-1.2345, "-1.234")]
    [InlineData(0.71234, "0.7123")]
    [InlineData(0, "0")]
    [InlineData(0.0000123, "1.23E-05")]
    [InlineData(266200000, "2.662E+08")]
    [InlineData(double.NaN, "-")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Numbers_have_about_four_digits(double value, string text) => Assert.Equal(text, Numbers.Format(value));

    [Theory]
    [InlineData(0.94, 0.99, 1, -1, "neither side has won")]
    [InlineData(0.96, 0.99, 1, -1, "the discriminator has won")]
    [InlineData(0, 0, 0.1, 0.08, "cannot tell")]
    public void The_health_of_an_adversarial_training_is_judged(double idleReal, double idleFake, double real, double fake, string verdict) =>
        Assert.Contains(verdict, new AdversarialHealth(real, fake, idleReal, idleFake).ToString());
}
