using InpaintLab.Imaging;

namespace InpaintLab.Training.Inference;

/// <summary>
/// Weighted sums of tiles over those rows of an image that more tiles may still reach, as a ring of rows. Finished rows go into the image's
/// hole pixels.
/// </summary>
internal sealed class TileBand(ImageBuffer image, byte[] mask, int rows)
{
    private readonly float[] _sums = new float[rows * image.Width * 3];
    private int _finished;

    /// <summary>Adds a tile, 3 x Height x Width in [0,1], none of whose rows is finished.</summary>
    public void Add(ReadOnlySpan<float> tile, PixelBox box, ReadOnlySpan<float> rowWeights, ReadOnlySpan<float> columnWeights)
    {
        var area = box.Width * box.Height;
        for (var y = 0; y < box.Height; y++)
        {
            var sums = Row(box.Top + y)[(box.Left * 3)..];
            var holes = mask.AsSpan(((box.Top + y) * image.Width) + box.Left, box.Width);
            for (var x = 0; x < box.Width; x++)
            {
                if (holes[x] == 0)
                    continue;
                var weight = rowWeights[y] * columnWeights[x];
                for (var c = 0; c < 3; c++)
                    sums[(x * 3) + c] += weight * tile[(c * area) + (y * box.Width) + x];
            }
        }
    }

    /// <summary>Writes the hole pixels of all rows before <paramref name="end"/> that are not written yet.</summary>
    public void Finish(int end)
    {
        for (; _finished < end; _finished++)
        {
            var sums = Row(_finished);
            var holes = mask.AsSpan(_finished * image.Width, image.Width);
            for (var x = 0; x < holes.Length; x++)
            {
                if (holes[x] != 0)
                    image.SetColour(x, _finished, sums[x * 3], sums[(x * 3) + 1], sums[(x * 3) + 2]);
            }

            sums.Clear();
        }
    }

    private Span<float> Row(int y) => _sums.AsSpan(y % rows * image.Width * 3, image.Width * 3);
}
