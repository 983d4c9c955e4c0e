using System.Numerics;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Tests.Core.Randomness;

public sealed class RandomStreamTests
{
    // From a separate implementation in Python, whose xoshiro256** gives the reference's 11520, 0, 1509978240 from the state 1, 2, 3, 4.
    [Fact]
    public void Golden_values()
    {
        var stream = RandomStream.Create(1, "mask", epoch: 2, index: 3);
        Assert.Equal([0x728cb63d4f5ca705, 0xa9e62a8d6dd24270, 0xbd7abbfa4e9e2ef3, 0xfdf65398faea818f], Draw(stream, 4));
        Assert.Equal([0x484d2ba543aedcb0UL, 0x7662e3d904d87983UL], Draw(RandomStream.Create(-5, "crop"), 2));
        Assert.Equal([0x8a21cd34a214a917UL], Draw(RandomStream.Create(0, ""), 1));
        Assert.Equal(0.44745959278894754, RandomStream.Create(1, "mask", 2, 3).Uniform());
    }

    [Fact]
    public void Streams_that_differ_in_one_part_share_nothing()
    {
        var first = RandomStream.Create(1, "mask", 0, 0);
        RandomStream[] others =
        [
            RandomStream.Create(2, "mask", 0, 0), RandomStream.Create(1, "mask", 1, 0), RandomStream.Create(1, "mask", 0, 1),
            RandomStream.Create(1, "masks", 0, 0), RandomStream.Create(1, "amsk", 0, 0), RandomStream.Create(0, "mask", 1, 1),
        ];

        var expected = Draw(first, 1000);
        foreach (var other in others)
        {
            // 64,000 fair coins: the standard deviation is 126; six of them.
            var equalBits = Draw(other, 1000).Zip(expected, (a, b) => 64 - BitOperations.PopCount(a ^ b)).Sum();
            Assert.InRange(equalBits, 32_000 - 760, 32_000 + 760);
        }
    }

    [Fact]
    public void First_draws_of_neighbouring_streams_are_uniform_and_distinct()
    {
        var draws = new List<ulong>();
        for (var seed = 0; seed < 10; seed++)
        {
            for (var epoch = 0; epoch < 10; epoch++)
            {
                for (var index = 0; index < 100; index++)
                    draws.Add(RandomStream.Create(seed, "crop", epoch, index).NextUInt64());
            }
        }

        Assert.Equal(draws.Count, draws.Distinct().Count());
        AssertUniform(draws.Select(draw => (int)(draw >> 60)), 16);
        AssertUniform(draws.Select(draw => (int)(draw & 15)), 16);
    }

    [Fact]
    public void Integers_are_uniform_over_their_range()
    {
        var stream = RandomStream.Create(3, "test");
        AssertUniform(Enumerable.Range(0, 70_000).Select(_ => stream.Integer(-3, 4) + 3), 7);
        Assert.Equal(5, stream.Integer(5, 6));
        Assert.InRange(stream.Integer(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue - 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Integer(5, 5));
    }

    [Fact]
    public void Uniform_numbers_fill_their_interval()
    {
        var stream = RandomStream.Create(4, "test");
        var numbers = Enumerable.Range(0, 100_000).Select(_ => stream.Uniform(-2, 6)).ToArray();

        Assert.All(numbers, number => Assert.InRange(number, -2, 6));
        AssertUniform(numbers.Select(number => (int)(number + 2)), 8);
    }

    [Fact]
    public void Chance_keeps_its_probability()
    {
        var stream = RandomStream.Create(5, "test");

        Assert.InRange(Enumerable.Range(0, 100_000).Count(_ => stream.Chance(0.3)), 30_000 - 870, 30_000 + 870);
        Assert.Equal(0, Enumerable.Range(0, 1000).Count(_ => stream.Chance(0)));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Count(_ => stream.Chance(1)));
    }

    [Fact]
    public void Normal_numbers_have_their_moments()
    {
        var stream = RandomStream.Create(6, "test");
        var numbers = Enumerable.Range(0, 200_000).Select(_ => (stream.Normal(10, 2) - 10) / 2).ToArray();

        // Six standard errors each.
        Assert.InRange(numbers.Average(), -0.0135, 0.0135);
        Assert.InRange(numbers.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(numbers.Average(x => x * x * x * x), 2.87, 3.13);
        Assert.InRange(numbers.Count(x => Math.Abs(x) < 1) / 200_000.0, 0.676, 0.689);
    }

    [Fact]
    public void Permutations_hold_every_number_and_each_order_is_as_likely()
    {
        var stream = RandomStream.Create(7, "test");
        AssertUniform(Enumerable.Range(0, 60_000).Select(_ => stream.Permutation(3) is var p ? (p[0] * 2) + (p[1] > p[2] ? 1 : 0) : 0), 6);

        Assert.Equal(Enumerable.Range(0, 100), stream.Permutation(100).Order());
        Assert.Empty(stream.Permutation(0));
    }

    private static ulong[] Draw(RandomStream stream, int n) => [.. Enumerable.Range(0, n).Select(_ => stream.NextUInt64())];

    // Chi-square: its mean is the degrees of freedom k, its standard deviation sqrt(2k); seven of them. The seeds are fixed.
    private static void AssertUniform(IEnumerable<int> values, int bins)
    {
        var counts = new double[bins];
        foreach (var value in values)
            counts[value]++;
        var expected = counts.Sum() / bins;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 0, bins - 1 + (7 * Math.Sqrt(2 * (bins - 1))));
    }
}
