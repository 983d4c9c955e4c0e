using System.Numerics;
using InpaintLab.Core.Errors;
using InpaintLab.Models.Layers;

namespace InpaintLab.Models.Families;

/// <summary>
/// The sizes that follow from the options of family <c>transgan</c>: an 8 x 8 grid of patches of at most 16 px, so a finer grid above 128
/// px, and twice the grid at a quarter of the width in each further stage.
/// </summary>
internal sealed class TransGanPlan
{
    private const int CoarsestGrid = 8;
    private const int LargestPatch = 16;
    private const int DefaultWindow = 16;
    private const int LargestWithoutWindow = 32;
    private readonly TransGanOptions _options;
    private readonly IReadOnlyList<int> _depths;

    /// <exception cref="UserErrorException">Options that do not fit each other.</exception>
    public TransGanPlan(TransGanOptions options, IReadOnlyList<int> widths, IReadOnlyList<int> depths, IReadOnlyList<int> heads)
    {
        (_options, _depths) = (options, depths);
        if (widths is not [> 0, > 0, > 0] || widths[0] != 4 * widths[1] || widths[1] != 4 * widths[2])
            throw Unfit("widths", "three, each a quarter of the one before", widths);
        if (depths is not [> 0, > 0, > 0])
            throw Unfit("depths", "three, each of at least 1", depths);
        if (heads is not [> 0, > 0, > 0] || heads.Zip(widths).Any(pair => pair.Second % pair.First != 0))
            throw Unfit("heads", $"three that divide the widths {string.Join(", ", widths)}", heads);
        if (options.Stem == TransGanStem.Conv && (!BitOperations.IsPow2(Patch) || widths[0] % (Patch / 2) != 0))
        {
            throw new UserErrorException(
                $"model.stem: conv takes patches of 4, 8 or 16 px whose half divides the first width; {Size} px and width {widths[0]} have patches of {Patch} px");
        }

        Stages = [.. Enumerable.Range(0, 3).Select(i => Stage(Grid << i, widths[i], heads[i]))];
    }

    /// <summary>Side of the images, px.</summary>
    public int Size => _options.Size;

    /// <summary>Side of the first stage's patches, px.</summary>
    public int Patch => Math.Min(LargestPatch, Size / CoarsestGrid);

    /// <summary>Rows and columns of the first stage's grid.</summary>
    public int Grid => Size / Patch;

    /// <summary>What the blocks of each stage are made of.</summary>
    public IReadOnlyList<TransformerBlockOptions> Stages { get; }

    /// <summary>The options as given.</summary>
    public TransGanOptions Options => _options;

    /// <summary>Blocks of a stage.</summary>
    public int Depth(int stage) => _depths[stage];

    private TransformerBlockOptions Stage(int grid, int width, int heads)
    {
        int? window = grid > (_options.Window ?? LargestWithoutWindow) ? _options.Window ?? DefaultWindow : null;
        if (window is { } side && grid % side != 0)
        {
            var divisors = Enumerable.Range(1, grid - 1).Where(d => grid % d == 0);
            throw new UserErrorException(
                $"model.window: expected a divisor of the {grid} x {grid} grid that {Size} px have, one of {string.Join(", ", divisors)}; received {side}");
        }

        return new TransformerBlockOptions(width, heads, _options.Norm) { Grid = grid, Window = window, RelativeBias = true };
    }

    private static UserErrorException Unfit(string key, string expected, IReadOnlyList<int> received) =>
        new($"model.{key}: expected {expected}; received [{string.Join(", ", received)}]");
}
