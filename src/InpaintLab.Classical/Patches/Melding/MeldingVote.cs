using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Patches.Melding;

/// <summary>
/// The colours of the hole from the patches found for it: each votes, as in <see cref="PatchVote"/>, for the colours and for the gradients
/// that it would copy, and a screened Poisson equation joins both: weight * |colour - vote|^2 + |gradient - vote|^2 is least over the hole.
/// </summary>
internal sealed class MeldingVote
{
    private const int MostSweeps = 200;

    // A sixteenth of a level of 8 bits.
    private const float Tolerance = 1f / (16 * 255);

    private readonly MeldingLevel _level;
    private readonly ParallelOptions _parallel;
    private readonly float _colourWeight;

    // The hole's pixels and known ones beside or above them, in scan order: those at which a gradient begins that reaches the hole.
    private readonly int[] _sites;
    private readonly int[] _siteAt;

    /// <param name="level">Its hole is what is written.</param>
    /// <param name="colourWeight">What a colour's vote counts against that of a gradient.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public MeldingVote(MeldingLevel level, double colourWeight, ParallelOptions parallel)
    {
        (_level, _colourWeight, _parallel) = (level, (float)colourWeight, parallel);
        _siteAt = new int[level.Known.Length];
        var sites = new List<int>();
        for (var i = 0; i < _siteAt.Length; i++)
        {
            var (isHole, x) = (!level.Known[i], i % level.Width);
            var isBeside = x + 1 < level.Width && !level.Known[i + 1];
            var isAbove = i + level.Width < _siteAt.Length && !level.Known[i + level.Width];
            _siteAt[i] = isHole || isBeside || isAbove ? sites.Count : -1;
            if (_siteAt[i] >= 0)
                sites.Add(i);
        }

        _sites = [.. sites];
    }

    /// <summary>Writes the hole; a pixel that no patch votes for keeps its colour.</summary>
    public void Apply(MeldingField field)
    {
        var weights = PatchVote.Weights(_level.Targets, field.Distance, _level.Depth);
        var votes = new Votes[_sites.Length];
        Parallel.For(0, _sites.Length, _parallel, site => votes[site] = Vote(field, weights, _sites[site]));
        for (var site = 0; site < votes.Length; site++)
        {
            if (!_level.Known[_sites[site]])
                _level.Colours[_sites[site]] = votes[site].Colour;
        }

        Join(votes);
    }

    private Votes Vote(MeldingField field, float[] weights, int pixel)
    {
        var (width, radius) = (_level.Width, _level.Radius);
        var (x, y) = (pixel % width, pixel / width);
        var (sum, right, down) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        float total = 0, totalRight = 0, totalDown = 0;
        for (var ty = Math.Max(0, y - radius); ty <= Math.Min(_level.Height - 1, y + radius); ty++)
        {
            for (var tx = Math.Max(0, x - radius); tx <= Math.Min(width - 1, x + radius); tx++)
            {
                var target = _level.TargetAt(tx, ty);
                if (target < 0)
                    continue;
                var (weight, tone, from) = (weights[target], field.Tone[target], field.Source[target].Moved(x - tx, y - ty));
                var here = _level.Sample(from.X, from.Y);
                sum += ((here * tone.Gain) + tone.Shift) * weight;
                total += weight;

                // Gradients within the patch only: beyond it nothing was compared.
                if (x - tx < radius)
                {
                    right += (_level.Sample(from.X + from.Axes.RightX, from.Y + from.Axes.RightY) - here) * tone.Gain * weight;
                    totalRight += weight;
                }

                if (y - ty < radius)
                {
                    down += (_level.Sample(from.X + from.Axes.DownX, from.Y + from.Axes.DownY) - here) * tone.Gain * weight;
                    totalDown += weight;
                }
            }
        }

        return new Votes(
            total > 0 ? sum / total : _level.Colours[pixel],
            totalRight > 0 ? right / totalRight : default,
            totalDown > 0 ? down / totalDown : default,
            totalRight > 0 && x + 1 < width ? 1 : 0,
            totalDown > 0 && y + 1 < _level.Height ? 1 : 0);
    }

    // Gauss-Seidel: the colours' votes are near the solution and hold every pixel, so that few sweeps do.
    private void Join(Votes[] votes)
    {
        var most = Tolerance + 1;
        for (var sweep = 0; sweep < MostSweeps && most > Tolerance; sweep++)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            var change = Vector128<float>.Zero;
            for (var site = 0; site < votes.Length; site++)
            {
                if (_level.Known[_sites[site]])
                    continue;
                var before = _level.Colours[_sites[site]];
                var after = Relax(votes, site);
                _level.Colours[_sites[site]] = after;
                change = Vector128.Max(change, Vector128.Abs(after - before));
            }

            most = Math.Max(change[0], Math.Max(change[1], change[2]));
        }
    }

    private Vector128<float> Relax(Votes[] votes, int site)
    {
        var (colours, width, pixel) = (_level.Colours, _level.Width, _sites[site]);
        ref readonly var own = ref votes[site];
        var (sum, total) = (own.Colour * _colourWeight, _colourWeight);
        if (pixel % width > 0)
        {
            ref readonly var left = ref votes[_siteAt[pixel - 1]];
            sum += (colours[pixel - 1] + left.Right) * left.RightWeight;
            total += left.RightWeight;
        }

        if (pixel >= width)
        {
            ref readonly var above = ref votes[_siteAt[pixel - width]];
            sum += (colours[pixel - width] + above.Down) * above.DownWeight;
            total += above.DownWeight;
        }

        if (own.RightWeight > 0)
        {
            sum += colours[pixel + 1] - own.Right;
            total += 1;
        }

        if (own.DownWeight > 0)
        {
            sum += colours[pixel + width] - own.Down;
            total += 1;
        }

        return sum / total;
    }

    // Gradients lead to the pixel on the right and to the one below; their weight is 0 where there is no vote for them, else 1.
    private readonly record struct Votes(
        Vector128<float> Colour, Vector128<float> Right, Vector128<float> Down, float RightWeight, float DownWeight);
}
