namespace InpaintLab.Training.Inference;

/// <summary>A hole, or several near each other, with the surroundings from which it is filled.</summary>
/// <param name="Hole">Around the hole pixels that are filled from this crop; the boxes of a plan do not intersect.</param>
/// <param name="Crop">What the network sees.</param>
internal sealed record HoleCrop(PixelBox Hole, PixelBox Crop);

/// <summary>
/// One crop for each connected hole, as in IOPaint's strategy of that name: its bounding box and a margin. Holes whose boxes intersect are
/// one, and so are those whose crops do when a joint crop is within the limit.
/// </summary>
internal sealed class CropPlan(int margin, int smallest, int limit)
{
    private const int SmallestCell = 8;

    /// <summary>The crops of an image.</summary>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="height">Rows, px.</param>
    public IReadOnlyList<HoleCrop> Of(ReadOnlySpan<byte> mask, int width, int height)
    {
        var boxes = HoleBoxes.Find(mask, width, height, Math.Max(SmallestCell, margin / 4));
        while (JoinSome(boxes, width, height))
        {
            // A joint box may reach further ones.
        }

        return [.. boxes.OrderBy(b => (b.Top, b.Left)).Select(b => new HoleCrop(b, Around(b, width, height)))];
    }

    private PixelBox Around(PixelBox hole, int width, int height) => hole.Grow(margin, smallest, width, height);

    // One sweep from left to right; whether anything was joined.
    private bool JoinSome(List<PixelBox> boxes, int width, int height)
    {
        boxes.Sort((a, b) => a.Left.CompareTo(b.Left));
        var kept = new List<PixelBox>(boxes.Count);
        var open = new List<PixelBox>();
        var before = boxes.Count;
        foreach (var box in boxes)
        {
            var joint = box;
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (Around(open[i], width, height).Right < Around(box, width, height).Left)
                    kept.Add(open[i]);
                else if (AreOne(open[i], joint, width, height))
                    joint = joint.Join(open[i]);
                else
                    continue;
                open.RemoveAt(i);
            }

            open.Add(joint);
        }

        boxes.Clear();
        boxes.AddRange(kept);
        boxes.AddRange(open);
        return boxes.Count < before;
    }

    private bool AreOne(PixelBox a, PixelBox b, int width, int height) =>
        a.Intersects(b)
        || (Around(a, width, height).Intersects(Around(b, width, height)) && Around(a.Join(b), width, height).Side <= limit);
}
