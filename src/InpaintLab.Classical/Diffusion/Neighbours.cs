namespace InpaintLab.Classical.Diffusion;

/// <summary>The two to four pixels beside one, within the image: left, right, above, below. For <c>foreach</c>.</summary>
/// <param name="pixel">y * width + x.</param>
/// <param name="width">Of the image.</param>
/// <param name="height">Of the image.</param>
internal ref struct Neighbours(int pixel, int width, int height)
{
    private readonly int _x = pixel % width;
    private readonly int _y = pixel / width;
    private int _direction = -1;

    /// <summary>The pixel of this turn.</summary>
    public int Current { get; private set; }

    /// <summary>This one itself.</summary>
    public readonly Neighbours GetEnumerator() => this;

    /// <summary>Goes on to the next one that lies in the image.</summary>
    public bool MoveNext()
    {
        while (++_direction < 4)
        {
            var (inside, step) = _direction switch
            {
                0 => (_x > 0, -1),
                1 => (_x < width - 1, 1),
                2 => (_y > 0, -width),
                _ => (_y < height - 1, width),
            };
            if (inside)
            {
                Current = pixel + step;
                return true;
            }
        }

        return false;
    }
}
