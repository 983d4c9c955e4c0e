namespace InpaintLab.Training.Inference;

/// <summary>How an image reaches a network that cannot, or should not, take it in one piece.</summary>
public enum InpaintingStrategy
{
    /// <summary>Chosen for each image: see <see cref="StrategyChoice"/>.</summary>
    Auto,

    /// <summary>The whole image at once.</summary>
    Whole,

    /// <summary>Overlapping tiles at full resolution, blended linearly; only those that touch the hole.</summary>
    Tiles,

    /// <summary>A crop around each hole, scaled down where it is larger than a tile.</summary>
    Crops,
}

/// <summary>How to inpaint; lengths in pixels, null means the network's own default.</summary>
public sealed record InpaintingOptions
{
    /// <summary>Whole, tiles or crops.</summary>
    public InpaintingStrategy Strategy { get; init; }

    /// <summary>
    /// Side of a tile, and the largest side of a crop before it is scaled: a multiple of the network's. Null: the only size of a network
    /// that has one; else twice the training resolution within 256 and 512, never below that resolution, less where memory asks for it.
    /// </summary>
    public int? Tile { get; init; }

    /// <summary>Least overlap of neighbouring tiles, at most half a tile; null: a quarter.</summary>
    public int? Overlap { get; init; }

    /// <summary>Known pixels around a hole in its crop; null: a quarter of a tile.</summary>
    public int? Margin { get; init; }

    /// <summary>On a GPU, whether the forward of each size is captured once (a CUDA graph) and then launched as a whole.</summary>
    public bool CudaGraph { get; init; }
}
