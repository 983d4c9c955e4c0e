using System.Numerics;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.FastMarching;

/// <summary>
/// Telea's weighted mean of first-order extrapolations: near pixels count more (distance), so do those along the front's way (direction)
/// and those of its age (level). As in OpenCV, the gradients enter through their normalised sum, not each with its pixel (paper, eq. 2).
/// </summary>
internal readonly ref struct TeleaEstimator<T>(MarchingFront front, AreaSamples<T> samples, Disc disc) : IPixelEstimator
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly AreaSamples<T> _samples = samples;

    /// <summary>The weight of a distance: 1 / d^3, which is its square and the length of the unnormalised direction.</summary>
    public static float Weight(float squaredDistance) => (float)(1 / (squaredDistance * Math.Sqrt(squaredDistance)));

    /// <inheritdoc/>
    public void Estimate(int x, int y)
    {
        var (states, times, stride) = (front.States, front.Times, front.Stride);
        var columns = _samples.Columns;
        var centre = (y * stride) + x;
        var time = times[centre];
        var (frontX, frontY) = (TimeDerivative(states, times, centre, 1), TimeDerivative(states, times, centre, stride));
        var (sum, gradientX, gradientY) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        var total = IPixelEstimator.Tiny;
        foreach (var row in new DiscRows(disc, front, _samples.Rows, x, y))
        {
            float towardsY = -row.Dy;
            for (var dx = row.First; dx <= row.Last; dx++)
            {
                var (column, p) = (x + dx, row.Middle + dx);
                if (states[p] == MarchingFront.Hole)
                    continue;
                float towardsX = -dx;
                var level = (float)(1.0 / (1 + MathF.Abs(times[p] - time)));
                var direction = (towardsX * frontX) + (towardsY * frontY);
                if (MathF.Abs(direction) <= IPixelEstimator.LeastDirection)
                    direction = IPixelEstimator.NoDirection;
                var weight = MathF.Abs(row.Weights[dx + disc.Radius] * level * direction);
                var atX = columns.Value[column];
                var colour = _samples[row.Value + atX];
                var weightLanes = Vector128.Create(weight);

                var isNext = states[p + 1] != MarchingFront.Hole;
                if (states[p - 1] != MarchingFront.Hole)
                {
                    var before = _samples[row.Value + columns.Previous[column]];
                    var slope = isNext
                        ? (_samples[row.Value + columns.Next[column]] - before) * 2
                        : _samples[row.Value + columns.Centre[column]] - before;
                    gradientX -= weightLanes * (slope * towardsX);
                }
                else if (isNext)
                {
                    gradientX -= weightLanes * ((_samples[row.Value + columns.Next[column]] - colour) * towardsX);
                }

                isNext = states[p + stride] != MarchingFront.Hole;
                if (states[p - stride] != MarchingFront.Hole)
                {
                    var before = _samples[row.Previous + atX];
                    var slope = isNext ? (_samples[row.Next + atX] - before) * 2 : _samples[row.Centre + atX] - before;
                    gradientY -= weightLanes * (slope * towardsY);
                }
                else if (isNext)
                {
                    gradientY -= weightLanes * ((_samples[row.Next + atX] - colour) * towardsY);
                }

                sum += weightLanes * colour;
                total += weight;
            }
        }

        var length = Vector128.Sqrt((gradientX * gradientX) + (gradientY * gradientY)) + Vector128.Create(IPixelEstimator.Tiny);
        _samples.Write(x, y, (sum / total) + ((gradientX + gradientY) / length) + Vector128.Create(0.5f), Vector128<float>.One);
    }

    // Central where the front has passed both neighbours, one-sided where it has passed one.
    private static float TimeDerivative(byte[] states, float[] times, int p, int step)
    {
        var (isNext, isPrevious) = (states[p + step] != MarchingFront.Hole, states[p - step] != MarchingFront.Hole);
        if (isNext && isPrevious)
            return (times[p + step] - times[p - step]) * 0.5f;
        return isNext ? times[p + step] - times[p] : isPrevious ? times[p] - times[p - step] : 0;
    }
}
