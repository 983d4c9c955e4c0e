namespace InpaintLab.Training.Inference;

/// <summary>
/// What <c>auto</c> means, by size, hole and memory; the same on every machine:
/// <list type="number">
/// <item>whole, if the network takes the image and computes it within <see cref="PatchPredictor.PatchBytes"/>;</item>
/// <item>crops, if every hole with its margin fits in one crop at full resolution: no seams, and all surroundings seen;</item>
/// <item>tiles, if the holes are long but thin: no tile is hole by more than <see cref="ThickestHole"/>;</item>
/// <item>else crops, scaled down: a tile in the middle of such a hole would see next to nothing known.</item>
/// </list>
/// </summary>
internal static class StrategyChoice
{
    /// <summary>Share of a tile.</summary>
    public const double ThickestHole = 0.75;

    /// <summary>The strategy for an image.</summary>
    public static InpaintingStrategy Of(PatchPredictor predictor, Geometry geometry, byte[] mask, int width, int height)
    {
        if (predictor.Fits(height, width))
            return InpaintingStrategy.Whole;
        if (geometry.Crops.Of(mask, width, height).All(c => c.Crop.Side <= geometry.Tile))
            return InpaintingStrategy.Crops;
        var rows = new TileAxis(height, geometry.Tile, geometry.Overlap);
        var columns = new TileAxis(width, geometry.Tile, geometry.Overlap);
        var most = (int)(ThickestHole * rows.Side * columns.Side);
        var thin = Enumerable.Range(0, rows.Count).All(r => Enumerable.Range(0, columns.Count).All(c => HoleBoxes.CountHoles(
            mask, width, new PixelBox(
                columns.Start(c), rows.Start(r), columns.Start(c) + columns.Side, rows.Start(r) + rows.Side)) <= most));
        return thin ? InpaintingStrategy.Tiles : InpaintingStrategy.Crops;
    }
}
