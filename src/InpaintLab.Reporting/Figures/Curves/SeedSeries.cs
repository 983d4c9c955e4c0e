using System.Buffers;
using System.Globalization;
using InpaintLab.Reporting.Data;
using InpaintLab.Runs.Log;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>One seed's series as a curve shows it, in rented memory until disposed.</summary>
internal sealed class SeedSeries : IDisposable
{
    private readonly double[] _values;
    private readonly RecordedRun _run;
    private readonly SeriesColumns _series;
    private readonly CurveAxis _axis;
    private readonly double _perStep;

    /// <summary>Smooths the values of a series, which must outlive this.</summary>
    public SeedSeries(RecordedRun run, SeriesColumns series, CurveRequest request)
    {
        (_run, _series, _axis) = (run, series, request.X);
        _perStep = request.X == CurveAxis.Images ? ImagesPerStep(run) : 1;
        _values = ArrayPool<double>.Shared.Rent(series.Count);
        series.Values.CopyTo(_values);
        if (request.Smooth > 0)
            Smoothing.Ema(_values.AsSpan(0, Count), request.Smooth);
    }

    /// <summary>How many points.</summary>
    public int Count => _series.Count;

    /// <summary>The steps, ascending.</summary>
    public ReadOnlySpan<long> Steps => _series.Steps;

    /// <summary>The values.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>The place of a point along the axis.</summary>
    public double X(int i) => _axis == CurveAxis.Time ? (_series.Time(i) - _run.Created).TotalMinutes : _series.Steps[i] * _perStep;

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    // What an update of the generator learns from; specs are resolved, so that defaults are written out. NaN, a gap, without a spec.
    private static double ImagesPerStep(RecordedRun run) =>
        Number(run.Spec["training.batch"]) * Number(run.Spec["training.accumulate"] ?? "1");

    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
