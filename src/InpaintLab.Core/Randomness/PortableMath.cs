namespace InpaintLab.Core.Randomness;

/// <summary>
/// Elementary functions built only from operations that IEEE 754 rounds exactly (+ - * / sqrt and bit moves), so that data and masks
/// drawn from a seed are the same bits on every machine; the C library's own differ in the last place between systems.
/// Accuracy is about 1e-15 relative in the ranges used here.
/// </summary>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Sine of an angle in radians, |x| below 1e6.</summary>
    public static double Sin(double x) => SinCos(x).Sin;

    /// <summary>Cosine of an angle in radians, |x| below 1e6.</summary>
    public static double Cos(double x) => SinCos(x).Cos;

    /// <summary>Natural logarithm of a positive, normal number.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "expected a positive, finite number");
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7ff) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xfffffffffffffL) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // log(m) = 2 atanh(s) with s = (m-1)/(m+1), |s| < 0.172: 13 terms reach the last bit.
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var k = 25; k >= 3; k -= 2)
            sum = (sum + (1.0 / k)) * square;
        return (exponent * Ln2High) + (((2 * s * sum) + (exponent * Ln2Low)) + (2 * s));
    }

    /// <summary>e to the power x, for |x| below 700.</summary>
    public static double Exp(double x)
    {
        var k = Math.Floor((x / (Ln2High + Ln2Low)) + 0.5);
        var r = (x - (k * Ln2High)) - (k * Ln2Low);
        var sum = 1.0;
        for (var n = 18; n >= 1; n--)
            sum = 1 + (sum * r / n);
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>A positive base to any power: exp(y log x).</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    private static (double Sin, double Cos) SinCos(double x)
    {
        // Reduce to |r| <= pi/4 around a multiple of pi/2, in two parts so that the reduction itself costs no accuracy.
        const double halfPiHigh = 1.57079632673412561417e+00;
        const double halfPiLow = 6.07710050650619224932e-11;
        var quadrant = Math.Floor((x / (halfPiHigh + halfPiLow)) + 0.5);
        var r = (x - (quadrant * halfPiHigh)) - (quadrant * halfPiLow);
        var square = r * r;
        double sin = 1, cos = 1;
        for (var k = 19; k >= 3; k -= 2)
            sin = 1 - (sin * square / (k * (k - 1)));
        for (var k = 20; k >= 2; k -= 2)
            cos = 1 - (cos * square / (k * (k - 1)));
        sin *= r;
        return ((long)quadrant & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
