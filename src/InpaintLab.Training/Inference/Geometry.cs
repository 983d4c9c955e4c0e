using InpaintLab.Core.Errors;

namespace InpaintLab.Training.Inference;

/// <summary>Lengths in pixels for one network: what the options leave open is filled in.</summary>
internal sealed class Geometry
{
    private const int SmallestTile = 256;
    private const int LargestTile = 512;
    private const int DefaultParts = 4;

    /// <summary>Checks the options against the network.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="predictor">The network.</param>
    /// <param name="resolution">The side of the images that it was trained on, px.</param>
    /// <exception cref="UserErrorException">A length that does not fit the network, or the other lengths.</exception>
    public Geometry(InpaintingOptions options, PatchPredictor predictor, int resolution)
    {
        Tile = TileOf(options, predictor, resolution);
        Overlap = options.Overlap ?? Tile / DefaultParts;
        if (Overlap < 0 || Overlap > Tile / 2)
            throw new UserErrorException($"overlap: expected 0 to {Tile / 2} px, half a tile of {Tile}, received {Overlap}");
        var margin = options.Margin ?? Tile / DefaultParts;
        if (margin < 0)
            throw new UserErrorException($"margin: expected a number of pixels from 0, received {margin}");
        Crops = new CropPlan(margin, smallest: Math.Min(resolution, Tile), limit: Tile);
    }

    /// <summary>Side of a tile and largest side of a crop.</summary>
    public int Tile { get; }

    /// <summary>Least overlap of tiles.</summary>
    public int Overlap { get; }

    /// <summary>Where crops go.</summary>
    public CropPlan Crops { get; }

    private static int TileOf(InpaintingOptions options, PatchPredictor predictor, int resolution)
    {
        var multiple = predictor.SizeMultiple;
        if (predictor.FixedSize is { } side)
        {
            return options.Tile is { } other && other != side
                ? throw new UserErrorException($"tile: expected {side} px, the only size that this network takes, received {other}")
                : side;
        }

        if (options.Tile is { } asked)
        {
            var nearest = Math.Max(1, (int)Math.Round((double)asked / multiple)) * multiple;
            return asked == nearest
                ? asked
                : throw new UserErrorException(
                    $"tile: expected a multiple of {multiple} px for this network, received {asked}; the nearest is {nearest}");
        }

        var tile = Math.Max(resolution, Math.Clamp(2 * resolution, SmallestTile, LargestTile)) / multiple * multiple;
        while (tile - multiple >= resolution && !predictor.Fits(tile, tile))
            tile -= multiple;
        return tile;
    }
}
