namespace InpaintLab.Classical.FastMarching;

/// <summary>
/// Where samples are read along one axis. As in OpenCV, whose results these methods give, the first row (or column) of the area stands for
/// its own value with the second one, and derivatives at an end are taken one pixel further in. Axes of one pixel have that pixel only.
/// </summary>
internal sealed class EdgeShift
{
    /// <summary>The places for positions 1 to <paramref name="length"/>.</summary>
    /// <param name="length">Pixels along the axis.</param>
    /// <param name="step">Samples from one to the next.</param>
    public EdgeShift(int length, int step)
    {
        (Value, Centre, Next, Previous) = (new int[length + 1], new int[length + 1], new int[length + 1], new int[length + 1]);
        for (var position = 1; position <= length; position++)
        {
            var (first, last) = (position == 1 ? 1 : position - 1, position == length ? position - 2 : position - 1);
            Value[position] = Math.Min(first, length - 1) * step;
            Centre[position] = Math.Max(last, 0) * step;
            Next[position] = (last + 1) * step;
            Previous[position] = (first - 1) * step;
        }
    }

    /// <summary>Of the pixel's own value, and of the lower end of a difference to the next one.</summary>
    public int[] Value { get; }

    /// <summary>Of the upper end of a difference to the previous one.</summary>
    public int[] Centre { get; }

    /// <summary>Of the next one.</summary>
    public int[] Next { get; }

    /// <summary>Of the previous one.</summary>
    public int[] Previous { get; }
}
