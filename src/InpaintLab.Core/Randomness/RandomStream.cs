namespace InpaintLab.Core.Randomness;

/// <summary>
/// The only source of randomness for data, crops and masks: a generator (xoshiro256**, Blackman and Vigna 2018) whose state is derived
/// from (seed, stream name, epoch, index). What a sample gets therefore depends on which sample it is, not on which worker draws it or
/// on what was drawn before; a resumed run draws what an uninterrupted one would have. Same bits on every machine. Not thread-safe.
/// </summary>
public sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    private RandomStream(ulong state)
    {
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The stream of that name for one item.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">What the numbers are for, e.g. "mask" or "crop": streams of different names are independent.</param>
    /// <param name="epoch">The pass over the data, from 0.</param>
    /// <param name="index">The item within the pass, from 0.</param>
    public static RandomStream Create(long seed, string stream, long epoch = 0, long index = 0)
    {
        // Each part is mixed in by a full round of SplitMix64, so that neighbouring seeds or indices share nothing.
        var state = (ulong)seed;
        state = SplitMix(ref state);
        foreach (var c in stream)
        {
            state ^= c;
            state = SplitMix(ref state);
        }

        state ^= (ulong)epoch;
        state = SplitMix(ref state);
        state ^= (ulong)index;
        return new RandomStream(SplitMix(ref state));
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double Uniform() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>A uniform integer in [<paramref name="minInclusive"/>, <paramref name="maxExclusive"/>), without bias.</summary>
    public int Integer(int minInclusive, int maxExclusive)
    {
        if (maxExclusive <= minInclusive)
            throw new ArgumentOutOfRangeException(nameof(maxExclusive), maxExclusive, $"expected more than {minInclusive}");
        var range = (ulong)((long)maxExclusive - minInclusive);
        var limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits >= limit);
        return (int)(minInclusive + (long)(bits % range));
    }

    /// <summary>True with probability <paramref name="p"/>.</summary>
    public bool Chance(double p) => Uniform() < p;

    /// <summary>Normal with the given mean and standard deviation (Box-Muller; two draws a number).</summary>
    public double Normal(double mean = 0, double standardDeviation = 1)
    {
        var radius = Math.Sqrt(-2 * PortableMath.Log(1 - Uniform()));
        return mean + (standardDeviation * radius * PortableMath.Cos(2 * Math.PI * Uniform()));
    }

    /// <summary>A uniformly random order of 0 .. n-1 (Fisher-Yates).</summary>
    public int[] Permutation(int n)
    {
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        for (var i = n - 1; i > 0; i--)
        {
            var j = Integer(0, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
        return z ^ (z >> 31);
    }
}
