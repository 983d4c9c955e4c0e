using InpaintLab.Imaging;

namespace InpaintLab.Training.Inference;

/// <summary>
/// Fills each hole from a crop around it. A crop larger than the limit is scaled down as a whole, and the result scaled up into the hole:
/// the network sees all surroundings, at the price of fine detail.
/// </summary>
internal sealed class CropInpainting(PatchPredictor predictor, int limit)
{
    /// <summary>Fills in place.</summary>
    public void Fill(ImageBuffer image, byte[] mask, IReadOnlyList<HoleCrop> crops)
    {
        // Crops are cut before any of their group is filled, but no crop reads what another one filled: to all of them it is hole.
        foreach (var group in crops.Chunk(predictor.AtOnce(limit, limit)))
        {
            var patches = group
                .Select(c => c.Crop.Side <= limit ? Patch.Cut(image, mask, c.Crop) : CropScaling.Shrink(image, mask, c.Crop, limit))
                .ToArray();
            var predictions = predictor.Predict(patches);
            for (var i = 0; i < group.Length; i++)
            {
                if (group[i].Crop.Side <= limit)
                    Paste(image, mask, group[i], predictions[i]);
                else
                    CropScaling.PasteEnlarged(image, mask, group[i], patches[i], predictions[i]);
            }
        }
    }

    private static void Paste(ImageBuffer image, byte[] mask, HoleCrop crop, float[] prediction)
    {
        var (hole, box) = (crop.Hole, crop.Crop);
        var area = box.Width * box.Height;
        for (var y = hole.Top; y < hole.Bottom; y++)
        {
            for (var x = hole.Left; x < hole.Right; x++)
            {
                if (mask[(y * image.Width) + x] == 0)
                    continue;
                var at = ((y - box.Top) * box.Width) + x - box.Left;
                image.SetColour(x, y, prediction[at], prediction[area + at], prediction[(2 * area) + at]);
            }
        }
    }
}
