using System.Globalization;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;

namespace InpaintLab.Reporting.Grids;

/// <summary>One image under one mask, and what each model made of it.</summary>
/// <param name="Caption">Left of its row.</param>
/// <param name="Truth">The true image: RGB, 8 bits.</param>
/// <param name="Mask">Height x Width, 1 = hole.</param>
/// <param name="Results">The models' results, as large as the truth: RGB, 8 bits.</param>
public sealed record GridSample(string Caption, ImageBuffer Truth, byte[] Mask, IReadOnlyList<ImageBuffer> Results)
{
    /// <summary>A text below each result, e.g. a metric's value; empty: none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>What a <see cref="ComparisonGrid"/> shows beside the results.</summary>
public sealed record ComparisonGridOptions
{
    /// <summary>A row of error maps below each row of results.</summary>
    public bool ErrorMap { get; init; }

    /// <summary>The mean absolute error of a pixel's channels (of 1) that a map draws white.</summary>
    public double ErrorScale { get; init; } = 0.5;

    /// <summary>The part that is enlarged below each row; null: none, or <see cref="AutoZoom"/>.</summary>
    public ZoomRegion? Zoom { get; init; }

    /// <summary>Each row's own part is enlarged: <see cref="ZoomRegion.WhereErrorsAre"/>.</summary>
    public bool AutoZoom { get; init; }

    /// <summary>Smaller images are enlarged by a whole factor to at least this side, px.</summary>
    public int Cell { get; init; } = 128;
}

/// <summary>
/// Draws truth | masked | each model, a row for each sample, with details and error maps below it. All maps of a grid have one scale, which
/// is drawn below them.
/// </summary>
public static class ComparisonGrid
{
    /// <summary>The picture: RGB, 8 bits.</summary>
    /// <param name="models">The models' captions.</param>
    /// <param name="samples">At least one; all images of one size.</param>
    /// <param name="options">What else is shown.</param>
    /// <exception cref="Core.Errors.UserErrorException">The part to enlarge is not within the images.</exception>
    public static ImageBuffer Draw(IReadOnlyList<string> models, IReadOnlyList<GridSample> samples, ComparisonGridOptions options)
    {
        var full = options.ErrorScale.ToString("0.###", CultureInfo.InvariantCulture);
        var grid = new ImageGrid(["truth", "masked", .. models], new ImageGridOptions
        {
            MinimumCell = options.Cell,
            Scale = options.ErrorMap
                ? new ColourScale("0", full, options.ErrorScale < 1 ? "or more: mean absolute error" : "mean absolute error")
                : null,
        });
        foreach (var sample in samples)
            Add(grid, sample, options);
        return grid.Render();
    }

    private static void Add(ImageGrid grid, GridSample sample, ComparisonGridOptions options)
    {
        grid.AddRow(
            [sample.Truth, Masked(sample), .. sample.Results], sample.Caption, sample.Labels.Count > 0 ? ["", "", .. sample.Labels] : null);
        var zoom = options.AutoZoom ? ZoomRegion.WhereErrorsAre(sample) : options.Zoom?.Within(sample.Truth.Width, sample.Truth.Height);
        if (zoom is not null)
            grid.AddDetails(zoom.X, zoom.Y, zoom.Size, "detail");
        if (options.ErrorMap)
            grid.AddRow([null, null, .. sample.Results.Select(r => ErrorMap.Draw(sample.Truth, r, options.ErrorScale))], "error");
    }

    private static ImageBuffer Masked(GridSample sample)
    {
        var masked = sample.Truth.Copy();
        for (var i = 0; i < sample.Mask.Length; i++)
        {
            if (sample.Mask[i] != 0)
                masked.Samples8.Slice(3 * i, 3).Fill(byte.MaxValue);
        }

        return masked;
    }
}
