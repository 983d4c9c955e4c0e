using System.Buffers;
using InpaintLab.Core.Statistics;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>The mean of several seeds over the steps that all of them logged, in rented memory until disposed.</summary>
internal sealed class SeedMean : IDisposable
{
    private const double Confidence = 0.95;

    private readonly IReadOnlyList<SeedSeries> _seeds;
    private readonly SeedBand _band;
    private readonly int[] _places;
    private readonly double[] _means;

    /// <summary>Computes the means; the seeds, two or more, must outlive this.</summary>
    public SeedMean(IReadOnlyList<SeedSeries> seeds, SeedBand band)
    {
        (_seeds, _band) = (seeds, band);
        _places = ArrayPool<int>.Shared.Rent(seeds.Count * seeds[0].Count);
        _means = ArrayPool<double>.Shared.Rent(seeds[0].Count);
        Span<int> at = stackalloc int[seeds.Count];
        for (at.Clear(); Align(at); at[0]++)
        {
            at.CopyTo(PlacesOf(Count));
            _means[Count++] = Mean(at);
        }
    }

    /// <summary>How many steps all seeds logged.</summary>
    public int Count { get; private set; }

    /// <summary>The means.</summary>
    public ReadOnlySpan<double> Values => _means.AsSpan(0, Count);

    /// <summary>A point with its band.</summary>
    public CurvePoint Point(int i)
    {
        var (n, mean, x, squares, low, high) = (_seeds.Count, _means[i], 0.0, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        var places = PlacesOf(i);
        for (var s = 0; s < n; s++)
        {
            var value = _seeds[s].Values[places[s]];
            x += _seeds[s].X(places[s]);
            squares += (value - mean) * (value - mean);
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        var deviation = Math.Sqrt(squares / (n - 1));
        var half = _band == SeedBand.Interval ? StudentT.Quantile(0.5 + (Confidence / 2), n - 1) * deviation / Math.Sqrt(n) : deviation;
        return _band == SeedBand.Range ? new CurvePoint(x / n, mean, low, high) : new CurvePoint(x / n, mean, mean - half, mean + half);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_places);
        ArrayPool<double>.Shared.Return(_means);
    }

    // Goes on to the next step that all have.
    private bool Align(Span<int> at)
    {
        for (var s = 0; s < _seeds.Count;)
        {
            if (at[0] == _seeds[0].Count || at[s] == _seeds[s].Count)
                return false;
            var (wanted, step) = (_seeds[0].Steps[at[0]], _seeds[s].Steps[at[s]]);
            if (step < wanted)
            {
                at[s]++;
            }
            else if (step > wanted)
            {
                at[0]++;
                s = 0;
            }
            else
            {
                s++;
            }
        }

        return true;
    }

    private Span<int> PlacesOf(int i) => _places.AsSpan(i * _seeds.Count, _seeds.Count);

    private double Mean(ReadOnlySpan<int> at)
    {
        var sum = 0.0;
        for (var s = 0; s < _seeds.Count; s++)
            sum += _seeds[s].Values[at[s]];
        return sum / _seeds.Count;
    }
}
