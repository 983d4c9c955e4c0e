using System.Runtime.Intrinsics;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>The linear system of biharmonic inpainting: one unknown per hole pixel, in the order of their elimination.</summary>
internal sealed class BiharmonicSystem
{
    private readonly BiharmonicOperator _operator;
    private readonly int[] _order;

    // By pixel: its unknown + 1, 0 where the image is known.
    private readonly int[] _place;

    /// <summary>The system of a hole.</summary>
    /// <param name="width">Of the image.</param>
    /// <param name="height">Of the image.</param>
    /// <param name="order">The hole's pixels (y * width + x) in the order in which they are eliminated.</param>
    public BiharmonicSystem(int width, int height, int[] order)
    {
        (_operator, _order, _place) = (new BiharmonicOperator(width, height), order, new int[width * height]);
        for (var i = 0; i < order.Length; i++)
            _place[order[i]] = i + 1;
    }

    /// <summary>The number of unknowns.</summary>
    public int Count => _order.Length;

    /// <summary>A row of the symmetric matrix, from the diagonal on.</summary>
    /// <param name="unknown">Which.</param>
    /// <param name="entries">At least <see cref="BiharmonicOperator.MostEntries"/> long; written from its beginning.</param>
    /// <returns>How many entries there are.</returns>
    public int Row(int unknown, Span<(int Column, double Value)> entries)
    {
        var count = 0;
        foreach (var (pixel, value) in entries[.._operator.Row(_order[unknown], entries)])
        {
            if (_place[pixel] > unknown)
                entries[count++] = (_place[pixel] - 1, value);
        }

        return count;
    }

    /// <summary>The right-hand side: what known pixels contribute, all colours at once.</summary>
    public Vector256<double>[] Right(ImageBuffer image)
    {
        var right = new Vector256<double>[Count];
        Span<(int, double)> entries = stackalloc (int, double)[BiharmonicOperator.MostEntries];
        for (var i = 0; i < right.Length; i++)
        {
            foreach (var (pixel, value) in entries[.._operator.Row(_order[i], entries)])
            {
                if (_place[pixel] == 0)
                    right[i] -= Lanes.At(image, pixel) * value;
            }
        }

        return right;
    }
}
