namespace InpaintLab.Classical.Patches;

/// <summary>
/// The unfilled pixels beside filled ones, by Criminisi's priority: confidence (how much of the patch is known, and how surely) times data
/// term (how strongly an edge of the known part runs into the hole). After a patch is filled, only what it can have changed is computed
/// anew.
/// </summary>
internal sealed class FillFront
{
    /// <summary>
    /// Added to the data term, which is 0 along the whole front of a flat region: there the confidence alone decides.
    /// </summary>
    private const double FlatData = 1e-3;

    private readonly Raster _colours;
    private readonly bool[] _filled;
    private readonly float[] _confidence;
    private readonly int _radius;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _version;
    private readonly PriorityQueue<(int Pixel, int Version), (double Urgency, int Pixel)> _queue = new();

    /// <summary>The front at the start.</summary>
    /// <param name="colours">The colours; the caller changes them where it fills.</param>
    /// <param name="filled">Known or filled, Height x Width; the caller changes it, too.</param>
    /// <param name="side">Side of a patch in pixels.</param>
    public FillFront(Raster colours, bool[] filled, int side)
    {
        (_colours, _filled, _radius) = (colours, filled, side / 2);
        (_width, _height) = (colours.Width, colours.Height);
        _confidence = [.. filled.Select(isFilled => isFilled ? 1f : 0f)];
        _version = new int[filled.Length];
        Refresh(0, 0, _width - 1, _height - 1);
    }

    /// <summary>The pixel of the highest priority, the first in scan order among equals.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left to fill.</exception>
    public int Next()
    {
        while (true)
        {
            var (pixel, version) = _queue.Dequeue();
            if (version == _version[pixel])
                return pixel;
        }
    }

    /// <summary>The mean confidence of the patch around a pixel, which those have that are filled in it.</summary>
    public float Confidence(int pixel)
    {
        var (left, top, right, bottom) = Around(pixel, _radius);
        var sum = 0.0;
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
                sum += _confidence[(y * _width) + x];
        }

        return (float)(sum / ((right - left + 1) * (bottom - top + 1)));
    }

    /// <summary>Takes note that a pixel was filled; <see cref="Refresh(int)"/> follows once for all of a patch.</summary>
    public void Fill(int pixel, float confidence) => _confidence[pixel] = confidence;

    /// <summary>Computes the priorities anew that a filled patch around that pixel can have changed.</summary>
    public void Refresh(int pixel)
    {
        // A filled pixel reaches patches around it, and gradients one pixel beyond.
        var (left, top, right, bottom) = Around(pixel, (2 * _radius) + 1);
        Refresh(left, top, right, bottom);
    }

    /// <summary>The priority of a pixel of the front.</summary>
    public double Priority(int pixel) => Confidence(pixel) * (Data(pixel) + FlatData);

    /// <summary>Whether a pixel is unfilled and one of its four neighbours is not.</summary>
    public bool IsFront(int pixel)
    {
        var (x, y) = (pixel % _width, pixel / _width);
        return !_filled[pixel] && (IsFilled(x - 1, y) || IsFilled(x + 1, y) || IsFilled(x, y - 1) || IsFilled(x, y + 1));
    }

    private void Refresh(int left, int top, int right, int bottom)
    {
        for (var y = top; y <= bottom; y++)
        {
            for (var pixel = (y * _width) + left; pixel <= (y * _width) + right; pixel++)
            {
                _version[pixel]++;
                if (IsFront(pixel))
                    _queue.Enqueue((pixel, _version[pixel]), (-Priority(pixel), pixel));
            }
        }
    }

    /// <summary>
    /// The share of the strongest edge in the patch that runs across the front: |isophote . normal| in samples of [0,1] a pixel.
    /// </summary>
    private double Data(int pixel)
    {
        var (x, y) = (pixel % _width, pixel / _width);
        double normalX = 0, normalY = 0;
        for (var i = -1; i <= 1; i++)
        {
            var weight = i == 0 ? 2 : 1;
            normalX += weight * (Filledness(x + 1, y + i) - Filledness(x - 1, y + i));
            normalY += weight * (Filledness(x + i, y + 1) - Filledness(x + i, y - 1));
        }

        var length = Math.Sqrt((normalX * normalX) + (normalY * normalY));
        if (length == 0)
            return 0;
        var (gradientX, gradientY) = StrongestGradient(pixel);
        return Math.Abs((-gradientY * normalX) + (gradientX * normalY)) / length;
    }

    private (float X, float Y) StrongestGradient(int pixel)
    {
        var (left, top, right, bottom) = Around(pixel, _radius);
        var strongest = (X: 0f, Y: 0f);
        for (var y = Math.Max(1, top); y <= Math.Min(_height - 2, bottom); y++)
        {
            for (var x = Math.Max(1, left); x <= Math.Min(_width - 2, right); x++)
            {
                var i = (y * _width) + x;
                if (!_filled[i] || !_filled[i - 1] || !_filled[i + 1] || !_filled[i - _width] || !_filled[i + _width])
                    continue;
                var gradientX = (_colours.Grey(i + 1) - _colours.Grey(i - 1)) / 2;
                var gradientY = (_colours.Grey(i + _width) - _colours.Grey(i - _width)) / 2;
                if ((gradientX * gradientX) + (gradientY * gradientY) > (strongest.X * strongest.X) + (strongest.Y * strongest.Y))
                    strongest = (gradientX, gradientY);
            }
        }

        return strongest;
    }

    private (int Left, int Top, int Right, int Bottom) Around(int pixel, int radius)
    {
        var (x, y) = (pixel % _width, pixel / _width);
        return (Math.Max(0, x - radius), Math.Max(0, y - radius), Math.Min(_width - 1, x + radius), Math.Min(_height - 1, y + radius));
    }

    private bool IsFilled(int x, int y) => (uint)x < (uint)_width && (uint)y < (uint)_height && _filled[(y * _width) + x];

    /// <summary>1 or 0; beyond the border the nearest pixel counts, so that the border itself is no front.</summary>
    private int Filledness(int x, int y) => _filled[(Math.Clamp(y, 0, _height - 1) * _width) + Math.Clamp(x, 0, _width - 1)] ? 1 : 0;
}
