using System.Numerics;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.FastMarching;

/// <summary>The colours of an area of an image: all channels of a pixel at once, as samples (not scaled).</summary>
/// <typeparam name="T">byte or ushort.</typeparam>
internal readonly ref struct AreaSamples<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly Span<T> _samples;
    private readonly bool _isColour;
    private readonly int _pixel;
    private readonly int _row;

    /// <summary>The area's samples.</summary>
    /// <param name="samples">From its first sample to its last, in the image's own memory.</param>
    /// <param name="area">The area.</param>
    /// <param name="imageWidth">Width of the image in pixels.</param>
    /// <param name="channels">Of the image; alpha is left alone.</param>
    public AreaSamples(Span<T> samples, HoleArea area, int imageWidth, int channels)
    {
        _samples = samples;
        (_isColour, _pixel, _row) = (channels >= 3, channels, imageWidth * channels);
        (Columns, Rows) = (new EdgeShift(area.Width, _pixel), new EdgeShift(area.Height, _row));
    }

    /// <summary>Places along a row.</summary>
    public EdgeShift Columns { get; }

    /// <summary>Places of rows.</summary>
    public EdgeShift Rows { get; }

    /// <summary>The pixel at a place, a channel a lane.</summary>
    public Vector128<float> this[int place]
    {
        get
        {
            if (!_isColour)
                return Vector128.CreateScalar(float.CreateTruncating(_samples[place]));
            var pixel = _samples.Slice(place, 3);
            return Vector128.Create(
                float.CreateTruncating(pixel[0]), float.CreateTruncating(pixel[1]), float.CreateTruncating(pixel[2]), 0);
        }
    }

    /// <summary>Writes a pixel, counted from 1: the quotient rounded to the nearest, halves to even, and clamped.</summary>
    public void Write(int x, int y, Vector128<float> dividend, Vector128<float> divisor)
    {
        var pixel = _samples.Slice(((y - 1) * _row) + ((x - 1) * _pixel), _isColour ? 3 : 1);
        for (var channel = 0; channel < pixel.Length; channel++)
            pixel[channel] = T.CreateSaturating(Math.Round((double)dividend[channel] / divisor[channel]));
    }
}
