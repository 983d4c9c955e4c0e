using System.Globalization;

namespace InpaintLab.Tests;

/// <summary>Tests that take minutes: <c>./inpaintlab test --long</c> runs them, too; otherwise they are skipped, and say so.</summary>
internal static class LongTests
{
    /// <summary>The trait that they carry: <c>test --long -trait Category=Long</c> runs them alone.</summary>
    public const string Category = "Category";

    /// <summary>Its value.</summary>
    public const string Long = "Long";

    /// <summary>How many processes are killed in all; <c>INPAINTLAB_TEST_KILLS</c> sets another number.</summary>
    public static int Kills => Environment.GetEnvironmentVariable("INPAINTLAB_TEST_KILLS") is { Length: > 0 } number
        ? int.Parse(number, CultureInfo.InvariantCulture)
        : 300;

    /// <summary>Skips the test unless long ones are wanted.</summary>
    public static void Require() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("INPAINTLAB_LONG_TESTS") == "1", "takes minutes: ./inpaintlab test --long");
}
