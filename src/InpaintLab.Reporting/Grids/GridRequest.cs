using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Grids;

/// <summary>What a grid of results is to show.</summary>
/// <param name="Models">Runs or classical methods, as <c>inpaint</c> takes them; "caption=MODEL" names the column.</param>
public sealed record GridRequest(IReadOnlyList<string> Models)
{
    /// <summary>Mask sets of the evaluation or kinds of masks, each a row for every image; none: the first set.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];

    /// <summary>How many images, from the beginning; without effect where some are named.</summary>
    public int Count { get; init; } = 4;

    /// <summary>Which images, by name or by number from 0, in the order in which they are shown.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>A photograph or a folder of them, in place of the evaluation's images.</summary>
    public string? Photos { get; init; }

    /// <summary>Files of masks for photographs, or folders of them with the photographs' names.</summary>
    public IReadOnlyList<string> MaskFiles { get; init; } = [];

    /// <summary>Side of photographs, px; null: the largest resolution of the runs, 256 without runs.</summary>
    public int? Size { get; init; }

    /// <summary>A metric per image that is written below each result; null: none.</summary>
    public string? Metric { get; init; }

    /// <summary>Whether networks have the weights that were best in validation, in place of the last ones.</summary>
    public bool BestCheckpoint { get; init; }

    /// <summary>Where networks compute: auto, cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>What is said of images in their rows' captions, by their names.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>What is shown beside the results.</summary>
    public ComparisonGridOptions Look { get; init; } = new();
}

/// <summary>Computes grids for reports, which know no networks.</summary>
public interface IGridSource
{
    /// <summary>The grid as a PNG file.</summary>
    /// <param name="request">What it shows.</param>
    /// <param name="stop">Ends it between results.</param>
    /// <exception cref="UserErrorException">A model, image or mask is missing or does not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    byte[] Draw(GridRequest request, CancellationToken stop);

    /// <summary>
    /// What a run's results cannot be computed again for lack of: a network's weights, a spec that this version reads; null: nothing.
    /// </summary>
    string? Lacks(RunFolder run);
}
