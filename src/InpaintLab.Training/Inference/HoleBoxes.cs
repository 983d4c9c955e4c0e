namespace InpaintLab.Training.Inference;

/// <summary>Where the holes of a mask are.</summary>
internal static class HoleBoxes
{
    /// <summary>
    /// The bounding boxes of connected holes. Hole pixels in the same or in neighbouring cells (also diagonally) of a grid count as
    /// connected, so that a thousand specks are not a thousand holes; with cells of 1 px it is plain 8-connectivity.
    /// </summary>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="cell">Side of a cell, px.</param>
    public static List<PixelBox> Find(ReadOnlySpan<byte> mask, int width, int height, int cell)
    {
        var (columns, rows) = ((width + cell - 1) / cell, (height + cell - 1) / cell);
        var cells = new PixelBox?[columns * rows];
        for (var y = 0; y < height; y++)
        {
            var row = mask.Slice(y * width, width);
            for (var x = row.IndexOf((byte)1); x >= 0 && x < width; x++)
            {
                if (row[x] != 0)
                {
                    ref var found = ref cells[(y / cell * columns) + (x / cell)];
                    var pixel = new PixelBox(x, y, x + 1, y + 1);
                    found = found?.Join(pixel) ?? pixel;
                }
            }
        }

        var boxes = new List<PixelBox>();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is not null)
                boxes.Add(TakeConnected(cells, i, columns, rows));
        }

        return boxes;
    }

    /// <summary>How many hole pixels lie in a box.</summary>
    public static int CountHoles(ReadOnlySpan<byte> mask, int width, PixelBox box)
    {
        var count = 0;
        for (var y = box.Top; y < box.Bottom; y++)
            count += mask.Slice((y * width) + box.Left, box.Width).Count((byte)1);
        return count;
    }

    private static PixelBox TakeConnected(PixelBox?[] cells, int first, int columns, int rows)
    {
        var joined = cells[first]!.Value;
        cells[first] = null;
        var open = new Stack<int>([first]);
        while (open.TryPop(out var at))
        {
            var (row, column) = Math.DivRem(at, columns);
            for (var y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
            {
                for (var x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
                {
                    if (cells[(y * columns) + x] is not { } box)
                        continue;
                    joined = joined.Join(box);
                    cells[(y * columns) + x] = null;
                    open.Push((y * columns) + x);
                }
            }
        }

        return joined;
    }
}
