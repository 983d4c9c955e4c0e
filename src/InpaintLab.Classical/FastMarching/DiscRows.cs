namespace InpaintLab.Classical.FastMarching;

/// <summary>The rows of a disc around a pixel, from above, as far as they lie within the area.</summary>
/// <param name="disc">The disc.</param>
/// <param name="front">The area.</param>
/// <param name="rows">Where samples of a row begin.</param>
/// <param name="x">The pixel, counted from 1.</param>
/// <param name="y">The pixel, counted from 1.</param>
internal ref struct DiscRows(Disc disc, MarchingFront front, EdgeShift rows, int x, int y)
{
    private readonly int _last = Math.Min(disc.Radius, front.Height - y);
    private int _dy = Math.Max(-disc.Radius, 1 - y) - 1;

    /// <summary>The current row.</summary>
    public readonly DiscRow Current
    {
        get
        {
            var (half, row) = (disc.HalfWidth(_dy), y + _dy);
            return new DiscRow
            {
                Dy = _dy,
                First = Math.Max(-half, 1 - x),
                Last = Math.Min(half, front.Width - x),
                Middle = (row * front.Stride) + x,
                Weights = disc.Weights(_dy),
                Value = rows.Value[row],
                Centre = rows.Centre[row],
                Next = rows.Next[row],
                Previous = rows.Previous[row],
            };
        }
    }

    /// <summary>Itself: what <c>foreach</c> asks for.</summary>
    public readonly DiscRows GetEnumerator() => this;

    /// <summary>Goes to the next row, if there is one.</summary>
    public bool MoveNext() => ++_dy <= _last;
}

/// <summary>A row of a disc.</summary>
internal readonly ref struct DiscRow
{
    /// <summary>How far below the disc's middle it is.</summary>
    public required int Dy { get; init; }

    /// <summary>Its first pixel, from the middle of the row.</summary>
    public required int First { get; init; }

    /// <summary>Its last pixel, from the middle of the row.</summary>
    public required int Last { get; init; }

    /// <summary>Its middle in the arrays of <see cref="MarchingFront"/>.</summary>
    public required int Middle { get; init; }

    /// <summary>Weights of its pixels, the middle one at <see cref="Disc.Radius"/>.</summary>
    public required ReadOnlySpan<float> Weights { get; init; }

    /// <summary>As <see cref="EdgeShift.Value"/>.</summary>
    public required int Value { get; init; }

    /// <summary>As <see cref="EdgeShift.Centre"/>.</summary>
    public required int Centre { get; init; }

    /// <summary>As <see cref="EdgeShift.Next"/>.</summary>
    public required int Next { get; init; }

    /// <summary>As <see cref="EdgeShift.Previous"/>.</summary>
    public required int Previous { get; init; }
}
