using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Patches.Melding;

/// <summary>How a source's colours are adjusted to a target: <c>gain * colour + shift</c>, for each colour apart.</summary>
internal readonly record struct Tone(Vector128<float> Gain, Vector128<float> Shift);

/// <summary>
/// Compares one target patch with sources in any pose: squared differences of colours, after gain and bias within limits, and of their
/// gradients. For one thread.
/// </summary>
internal sealed class MeldingProbe
{
    // Deviations below a fortieth of a grey level are rounding, of which no gain should follow.
    private static readonly Vector128<float> _tiny = Vector128.Create(1e-4f);

    private readonly MeldingLevel _level;
    private readonly int _side;
    private readonly float _gradientWeight;
    private readonly Vector128<float> _mostGain;
    private readonly Vector128<float> _leastGain;
    private readonly Vector128<float> _mostBias;
    private readonly Vector128<float>[] _target;
    private readonly Vector128<float>[] _source;
    private Vector128<float> _mean;
    private Vector128<float> _deviation;

    public MeldingProbe(MeldingLevel level, ImageMeldingOptions options)
    {
        (_level, _side, _gradientWeight) = (level, (2 * level.Radius) + 1, (float)options.GradientWeight);
        _mostGain = Vector128.Create((float)options.MaxGain);
        _leastGain = Vector128<float>.One / _mostGain;
        _mostBias = Vector128.Create((float)options.MaxBias);
        (_target, _source) = (new Vector128<float>[_side * _side], new Vector128<float>[_side * _side]);
    }

    /// <summary>Takes the patch around a pixel, y * width + x.</summary>
    public void Aim(int pixel)
    {
        Copy(pixel, _target);
        (_mean, _deviation) = Moments(_target);
    }

    /// <summary>The distance to a source, and the tone that makes it so small. All that the pose reads is known.</summary>
    public float Distance(Pose pose, out Tone tone)
    {
        Read(pose);
        var (mean, deviation) = Moments(_source);
        var gain = Vector128.Min(Vector128.Max((_deviation + _tiny) / (deviation + _tiny), _leastGain), _mostGain);
        var bias = Vector128.Min(Vector128.Max(_mean - mean, -_mostBias), _mostBias);
        tone = new Tone(gain, mean + bias - (mean * gain));

        var (colours, gradients) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (int row = 0, i = 0; row < _side; row++)
        {
            for (var column = 0; column < _side; column++, i++)
            {
                var here = (_source[i] * gain) + tone.Shift - _target[i];
                _source[i] = here;
                colours += here * here;

                // The gradient of a difference is the difference of gradients.
                if (column > 0)
                    gradients += Square(here - _source[i - 1]);
                if (row > 0)
                    gradients += Square(here - _source[i - _side]);
            }
        }

        return Vector128.Sum(colours + (gradients * _gradientWeight));
    }

    private void Read(Pose pose)
    {
        if (pose.IsPlain)
        {
            Copy(((int)pose.Y * _level.Width) + (int)pose.X, _source);
            return;
        }

        var axes = pose.Axes;
        var corner = pose.Moved(-_level.Radius, -_level.Radius);
        for (int row = 0, i = 0; row < _side; row++)
        {
            var (x, y) = (corner.X + (row * axes.DownX), corner.Y + (row * axes.DownY));
            for (var column = 0; column < _side; column++, i++)
                _source[i] = _level.Sample(x + (column * axes.RightX), y + (column * axes.RightY));
        }
    }

    private void Copy(int centre, Vector128<float>[] patch)
    {
        var corner = centre - (_level.Radius * (_level.Width + 1));
        for (var row = 0; row < _side; row++)
            _level.Colours.AsSpan(corner + (row * _level.Width), _side).CopyTo(patch.AsSpan(row * _side));
    }

    private static (Vector128<float> Mean, Vector128<float> Deviation) Moments(Vector128<float>[] colours)
    {
        var sum = Vector128<float>.Zero;
        foreach (var colour in colours)
            sum += colour;
        var mean = sum / colours.Length;
        var squares = Vector128<float>.Zero;
        foreach (var colour in colours)
            squares += Square(colour - mean);
        return (mean, Vector128.Sqrt(squares / colours.Length));
    }

    private static Vector128<float> Square(Vector128<float> value) => value * value;
}
