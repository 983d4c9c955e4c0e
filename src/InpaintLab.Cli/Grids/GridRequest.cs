using InpaintLab.Reporting.Grids;
using InpaintLab.Training.Grids;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Grids;

/// <summary>What a grid of results is to show.</summary>
/// <param name="Models">Runs or classical methods, as <c>inpaint</c> takes them; "caption=MODEL" names the column.</param>
internal sealed record GridRequest(IReadOnlyList<string> Models)
{
    /// <summary>Mask sets of the evaluation or kinds of masks, each a row for every image; none: the first set.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];

    /// <summary>Which images.</summary>
    public ImageSelection Images { get; init; } = new(4, []);

    /// <summary>A photograph or a folder of them, in place of the evaluation's images.</summary>
    public string? Photos { get; init; }

    /// <summary>Files of masks for photographs, or folders of them with the photographs' names.</summary>
    public IReadOnlyList<string> MaskFiles { get; init; } = [];

    /// <summary>Side of photographs, px; null: the largest resolution of the runs, 256 without runs.</summary>
    public int? Size { get; init; }

    /// <summary>A metric per image that is written below each result; null: none.</summary>
    public string? Metric { get; init; }

    /// <summary>Which checkpoints.</summary>
    public CheckpointChoice Checkpoint { get; init; }

    /// <summary>Where networks compute.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>What is said of images in their rows' captions, by their names.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>What is shown beside the results.</summary>
    public ComparisonGridOptions Look { get; init; } = new();
}
