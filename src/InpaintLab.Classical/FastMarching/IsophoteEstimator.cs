using System.Numerics;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.FastMarching;

/// <summary>
/// A mean weighted by distance and by how nearly a pixel lies along its own isophote, the line of equal brightness: edges are continued
/// straight into the hole. Every channel has its own isophotes.
/// </summary>
internal readonly ref struct IsophoteEstimator<T>(MarchingFront front, AreaSamples<T> samples, Disc disc) : IPixelEstimator
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly AreaSamples<T> _samples = samples;

    /// <summary>The weight of a distance.</summary>
    public static float Weight(float squaredDistance) => 1 / ((squaredDistance * squaredDistance) + 1);

    /// <inheritdoc/>
    public void Estimate(int x, int y)
    {
        var (states, stride) = (front.States, front.Stride);
        var columns = _samples.Columns;
        var (sum, total) = (Vector128<float>.Zero, Vector128.Create(IPixelEstimator.Tiny));
        foreach (var row in new DiscRows(disc, front, _samples.Rows, x, y))
        {
            for (var dx = row.First; dx <= row.Last; dx++)
            {
                var (column, p) = (x + dx, row.Middle + dx);
                if (states[p] == MarchingFront.Hole)
                    continue;
                var atX = columns.Value[column];
                var colour = _samples[row.Value + atX];
                var vertical = Change(
                    states[p - stride], states[p + stride], _samples[row.Previous + atX],
                    _samples[row.Centre + atX], _samples[row.Next + atX]);
                var horizontal = Change(
                    states[p - 1], states[p + 1], _samples[row.Value + columns.Previous[column]],
                    colour, _samples[row.Value + columns.Next[column]]);

                // The isophote is the gradient turned by 90 degrees.
                var along = (-vertical * dx) + (horizontal * row.Dy);
                var length = Vector128.Sqrt(
                    Vector128.Create((float)((dx * dx) + (row.Dy * row.Dy))) * ((vertical * vertical) + (horizontal * horizontal)));
                var direction = Vector128.ConditionalSelect(
                    Vector128.LessThanOrEqual(Vector128.Abs(along), Vector128.Create(IPixelEstimator.LeastDirection)),
                    Vector128.Create(IPixelEstimator.NoDirection),
                    Vector128.Abs(along / length));
                var weight = direction * row.Weights[dx + disc.Radius];
                sum += weight * colour;
                total += weight;
            }
        }

        _samples.Write(x, y, sum, total);
    }

    // The absolute differences to both neighbours added up, or twice the one there is.
    private static Vector128<float> Change(
        byte stateBefore, byte stateAfter, Vector128<float> before, Vector128<float> here, Vector128<float> after)
    {
        var (isBefore, isAfter) = (stateBefore != MarchingFront.Hole, stateAfter != MarchingFront.Hole);
        if (isBefore && isAfter)
            return Vector128.Abs(after - here) + Vector128.Abs(here - before);
        return isAfter ? Vector128.Abs(after - here) * 2 : isBefore ? Vector128.Abs(here - before) * 2 : Vector128<float>.Zero;
    }
}
