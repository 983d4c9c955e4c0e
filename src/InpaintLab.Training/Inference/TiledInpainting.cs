using InpaintLab.Imaging;

namespace InpaintLab.Training.Inference;

/// <summary>
/// Fills a hole from overlapping tiles at full resolution. Only tiles that the hole needs are computed, several at once, and only one row
/// of them is held as numbers.
/// </summary>
internal sealed class TiledInpainting(PatchPredictor predictor, int tile, int overlap)
{
    /// <summary>Fills in place; returns how many tiles were computed.</summary>
    public int Fill(ImageBuffer image, byte[] mask)
    {
        var (rows, columns) = (new TileAxis(image.Height, tile, overlap), new TileAxis(image.Width, tile, overlap));
        var band = new TileBand(image, mask, rows.Side);
        var weights = Enumerable.Range(0, columns.Count).Select(columns.Weights).ToArray();
        var atOnce = predictor.AtOnce(rows.Side, columns.Side);
        var patches = new Patch[atOnce];
        var computed = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var (top, reach) = (rows.Start(row), rows.Reach(row));
            var touching = Enumerable.Range(0, columns.Count)
                .Where(column => Touches(mask, image.Width, columns.Reach(column), reach))
                .Select(
                    column => (
                        Column: column,
                        Box: new PixelBox(columns.Start(column), top, columns.Start(column) + columns.Side, top + rows.Side)));
            foreach (var chunk in touching.Chunk(atOnce))
            {
                for (var i = 0; i < chunk.Length; i++)
                    patches[i] = Patch.Cut(image, mask, chunk[i].Box, patches[i]);
                var predictions = predictor.Predict(patches[..chunk.Length]);
                for (var i = 0; i < chunk.Length; i++)
                    band.Add(predictions[i], chunk[i].Box, rows.Weights(row), weights[chunk[i].Column]);
                computed += chunk.Length;
            }

            band.Finish(row + 1 < rows.Count ? rows.Start(row + 1) : image.Height);
        }

        return computed;
    }

    // What a tile says where its weight is 0 is not asked for.
    private static bool Touches(byte[] mask, int width, (int Begin, int End) columns, (int Begin, int End) rows)
    {
        for (var y = rows.Begin; y < rows.End; y++)
        {
            if (mask.AsSpan((y * width) + columns.Begin, columns.End - columns.Begin).Contains((byte)1))
                return true;
        }

        return false;
    }
}
