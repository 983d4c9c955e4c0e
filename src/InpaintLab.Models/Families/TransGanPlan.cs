using System.Numerics;
using InpaintLab.Core.Errors;
using InpaintLab.Models.Layers;

namespace InpaintLab.Models.Families;

/// <summary>
/// The sizes that follow from the options of family <c>transgan</c> and a resolution: an 8 x 8 grid of patches of at most 16 px, so a finer
/// grid above 128 px, and twice the grid at a quarter of the width in each further stage.
/// </summary>
/// <param name="options">With all defaults filled in, and stages that fit each other.</param>
/// <param name="size">Side of the images, px; a multiple of <see cref="SizeMultiple"/>.</param>
internal sealed class TransGanPlan(TransGanOptions options, int size)
{
    /// <summary>Four times the coarsest grid: the finest stage has a token a pixel at least.</summary>
    public const int SizeMultiple = 4 * CoarsestGrid;

    private const int CoarsestGrid = 8;
    private const int LargestPatch = 16;
    private const int DefaultWindow = 16;
    private const int LargestWithoutWindow = 32;

    /// <summary>Side of the images, px.</summary>
    public int Size => size;

    /// <summary>Side of the first stage's patches, px.</summary>
    public int Patch => Math.Min(LargestPatch, size / CoarsestGrid);

    /// <summary>Rows and columns of the first stage's grid.</summary>
    public int Grid => size / Patch;

    /// <summary>What the blocks of each stage are made of.</summary>
    public IReadOnlyList<TransformerBlockOptions> Stages => field ??= [.. Enumerable.Range(0, 3).Select(Stage)];

    /// <summary>The options as given.</summary>
    public TransGanOptions Options => options;

    /// <summary>What the options have against the size; null when nothing.</summary>
    public ResolutionError? Error
    {
        get
        {
            if (options.Stem == TransGanStem.Conv && (!BitOperations.IsPow2(Patch) || options.Widths![0] % (Patch / 2) != 0))
            {
                return new ResolutionError(
                    "model.stem",
                    $"conv takes patches of 4, 8 or 16 px whose half divides the first width; {size} px and width {options.Widths![0]} "
                        + $"have patches of {Patch} px");
            }

            if (Stages.FirstOrDefault(stage => stage.Window is { } side && stage.Grid % side != 0) is not { } unfit)
                return null;
            var divisors = Enumerable.Range(1, (int)unfit.Grid - 1).Where(d => unfit.Grid % d == 0);
            return new ResolutionError(
                "model.window",
                $"expected a divisor of the {unfit.Grid} x {unfit.Grid} grid that {size} px have, one of {string.Join(", ", divisors)}; "
                    + $"received {unfit.Window}");
        }
    }

    /// <summary>Refuses widths, depths and heads that do not fit each other, at whatever size.</summary>
    /// <param name="options">With all defaults filled in.</param>
    /// <exception cref="UserErrorException">They do not fit.</exception>
    public static void CheckStages(TransGanOptions options)
    {
        var (widths, depths, heads) = (options.Widths!, options.Depths!, options.Heads!);
        if (widths is not [> 0, > 0, > 0] || widths[0] != 4 * widths[1] || widths[1] != 4 * widths[2])
            throw Unfit("widths", "three, each a quarter of the one before", widths);
        if (depths is not [> 0, > 0, > 0])
            throw Unfit("depths", "three, each of at least 1", depths);
        if (heads is not [> 0, > 0, > 0] || heads.Zip(widths).Any(pair => pair.Second % pair.First != 0))
            throw Unfit("heads", $"three that divide the widths {string.Join(", ", widths)}", heads);
    }

    /// <summary>Blocks of a stage.</summary>
    public int Depth(int stage) => options.Depths![stage];

    private TransformerBlockOptions Stage(int index)
    {
        var grid = Grid << index;
        int? window = grid > (options.Window ?? LargestWithoutWindow) ? options.Window ?? DefaultWindow : null;
        return new TransformerBlockOptions(options.Widths![index], options.Heads![index], options.Norm)
        {
            Grid = grid,
            Window = window,
            RelativeBias = true,
        };
    }

    private static UserErrorException Unfit(string key, string expected, IReadOnlyList<int> received) =>
        new($"model.{key}: expected {expected}; received [{string.Join(", ", received)}]");
}
