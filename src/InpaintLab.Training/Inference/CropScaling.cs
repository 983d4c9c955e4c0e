using InpaintLab.Imaging;

namespace InpaintLab.Training.Inference;

/// <summary>To a network's size and back, without letting anything from the hole into what is known.</summary>
internal static class CropScaling
{
    private const float HoleShare = 0.5f;

    /// <summary>
    /// A crop whose longer side becomes <paramref name="side"/>: each pixel is the mean of the known pixels under its area, and one of
    /// which more than half is hole is hole.
    /// </summary>
    public static Patch Shrink(ImageBuffer image, ReadOnlySpan<byte> mask, PixelBox box, int side)
    {
        var height = Math.Max(1, (int)Math.Round((double)box.Height * side / box.Side));
        var width = Math.Max(1, (int)Math.Round((double)box.Width * side / box.Side));
        var area = height * width;
        var (sums, known) = (new float[3 * area], new float[area]);
        var (rows, columns) = (new AreaAxis(box.Height, height), new AreaAxis(box.Width, width));
        var (colours, sumRow, knownRow) = (new float[3 * box.Width], new float[3 * width], new float[width]);
        for (var y = 0; y < box.Height; y++)
        {
            image.Crop(box.Left, box.Top + y, box.Width, 1).CopyPlanarTo(colours, 3);
            Array.Clear(sumRow);
            Array.Clear(knownRow);
            SumRow(colours, mask.Slice(((box.Top + y) * image.Width) + box.Left, box.Width), columns, sumRow, knownRow);
            var (first, share) = rows.Shares(y);
            AddRow(first, share);
            if (share < 1)
                AddRow(first + 1, 1 - share);
        }

        var holes = new float[area];
        var whole = (float)((double)box.Height / height * ((double)box.Width / width));
        for (var i = 0; i < area; i++)
        {
            holes[i] = known[i] < HoleShare * whole ? 1 : 0;
            for (var c = 0; c < 3 && known[i] > 0; c++)
                sums[(c * area) + i] /= known[i];
        }

        return new Patch(height, width, sums, holes);

        void AddRow(int row, float share)
        {
            for (var x = 0; x < width; x++)
            {
                known[(row * width) + x] += share * knownRow[x];
                for (var c = 0; c < 3; c++)
                    sums[(c * area) + (row * width) + x] += share * sumRow[(c * width) + x];
            }
        }
    }

    /// <summary>Fills the hole pixels of a crop from its shrunken composite, enlarged by cubic convolution (Keys 1981, a = -0.5).</summary>
    public static void PasteEnlarged(ImageBuffer image, ReadOnlySpan<byte> mask, HoleCrop crop, Patch patch, float[] prediction)
    {
        var (hole, box) = (crop.Hole, crop.Crop);
        var (height, width) = (patch.Height, patch.Width);
        for (var i = 0; i < prediction.Length; i++)
            prediction[i] = patch.Mask[i % patch.Mask.Length] > 0 ? prediction[i] : patch.Image[i];
        var row = new float[3 * width];
        Span<float> taps = stackalloc float[4];
        Span<float> colour = stackalloc float[3];
        for (var y = hole.Top; y < hole.Bottom; y++)
        {
            var holes = mask.Slice((y * image.Width) + hole.Left, hole.Width);
            if (!holes.Contains((byte)1))
                continue;
            var firstRow = Taps(y - box.Top, box.Height, height, taps);
            Array.Clear(row);
            for (var k = 0; k < 4; k++)
            {
                var from = Math.Clamp(firstRow + k, 0, height - 1) * width;
                for (var i = 0; i < row.Length; i++)
                    row[i] += taps[k] * prediction[(i / width * height * width) + from + (i % width)];
            }

            for (var x = 0; x < holes.Length; x++)
            {
                if (holes[x] == 0)
                    continue;
                var first = Taps(hole.Left + x - box.Left, box.Width, width, taps);
                colour.Clear();
                for (var k = 0; k < 4; k++)
                {
                    var at = Math.Clamp(first + k, 0, width - 1);
                    for (var c = 0; c < 3; c++)
                        colour[c] += taps[k] * row[(c * width) + at];
                }

                image.SetColour(hole.Left + x, y, colour[0], colour[1], colour[2]);
            }
        }
    }

    private static void SumRow(float[] colours, ReadOnlySpan<byte> holes, AreaAxis columns, float[] sums, float[] known)
    {
        var (from, to) = (holes.Length, known.Length);
        for (var x = 0; x < from; x++)
        {
            if (holes[x] != 0)
                continue;
            var (first, share) = columns.Shares(x);
            for (var (at, part) = (first, share); part > 0 && at <= first + 1; at++, part = 1 - share)
            {
                known[at] += part;
                for (var c = 0; c < 3; c++)
                    sums[(c * to) + at] += part * colours[(c * from) + x];
            }
        }
    }

    // Weights of the four positions around the one under the centre of a large one; returns the first of them, maybe outside.
    private static int Taps(int position, int large, int small, Span<float> taps)
    {
        var centre = ((position + 0.5) * small / large) - 0.5;
        var first = (int)Math.Floor(centre) - 1;
        for (var k = 0; k < 4; k++)
        {
            var r = Math.Abs(centre - (first + k));
            taps[k] = (float)(r < 1 ? (((1.5 * r) - 2.5) * r * r) + 1 : r < 2 ? ((((((-0.5 * r) + 2.5) * r) - 4) * r) + 2) : 0);
        }

        return first;
    }

    /// <summary>How the positions of a long axis fall on those of a shorter one.</summary>
    private readonly struct AreaAxis(int large, int small)
    {
        private readonly double _scale = (double)small / large;
        private readonly int _last = small - 1;

        /// <summary>The first short position under a long one, and its share; the next one has the rest.</summary>
        public (int First, float Share) Shares(int position)
        {
            var begin = position * _scale;
            var first = Math.Min((int)begin, _last);
            var share = (float)Math.Min(1, (first + 1 - begin) / _scale);
            return (first, first == _last ? 1 : share);
        }
    }
}
