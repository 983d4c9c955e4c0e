using System.Globalization;
using InpaintLab.Cli.Output;
using InpaintLab.Imaging;
using InpaintLab.Reporting.Grids;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Grids;

namespace InpaintLab.Cli.Grids;

/// <summary>A drawn grid, and what stands in it.</summary>
/// <param name="Picture">RGB, 8 bits.</param>
/// <param name="Document">What <c>--json</c> says of it.</param>
internal sealed record GridResult(ImageBuffer Picture, GridDocument Document)
{
    /// <summary>Draws results: one array a model, one image a pair.</summary>
    public static GridResult Draw(
        GridRequest request, IReadOnlyList<GridModel> models, IReadOnlyList<MaskedImage> pairs,
        IReadOnlyList<ImageBuffer[]> results, double[][] values)
    {
        var unit = request.Metric is null ? "" : new NamedMetric(request.Metric).Unit;
        var samples = pairs.Select((pair, i) => new GridSample(
            Caption(pair, request.Notes), pair.Image, pair.Mask, [.. results.Select(r => r[i])])
        {
            Labels = values.Length == 0 ? [] : [.. values[i].Select(v => $"{Numbers.Format(v)} {unit}".TrimEnd())],
        }).ToList();
        var picture = ComparisonGrid.Draw([.. models.Select(m => m.Caption)], samples, request.Look);
        return new GridResult(picture, new GridDocument(
            picture.Width,
            picture.Height,
            request.Metric,
            [.. models.Select(m => new GridColumn(m.Caption, m.Filler.Run?.FolderName, m.Filler.Method?.Name))],
            [
                .. pairs.Select((pair, i) => new GridRow(
                    pair.ImageId, pair.MaskSet, pair.MaskId, pair.HoleRatio, values.Length == 0 ? null : values[i])),
            ]));
    }

    private static string Caption(MaskedImage pair, IReadOnlyDictionary<string, string> notes)
    {
        var hole = pair.HoleRatio.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        var note = notes.TryGetValue(pair.ImageId, out var text) ? $"\n{text}" : "";
        return $"{pair.ImageId}\n{pair.MaskSet}, {hole} hole{note}";
    }
}

/// <summary>A column of a grid.</summary>
/// <param name="Caption">Its caption.</param>
/// <param name="Run">The run's folder; null for a method by its name.</param>
/// <param name="Method">The classical method; null for a network.</param>
internal sealed record GridColumn(string Caption, string? Run, string? Method);

/// <summary>A row of a grid.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="MaskSet">The mask set.</param>
/// <param name="Mask">The mask's name.</param>
/// <param name="HoleRatio">The share of hole pixels.</param>
/// <param name="Values">The metric, one value a column; null without one.</param>
internal sealed record GridRow(string Image, string MaskSet, string Mask, double HoleRatio, double[]? Values);

/// <summary>The document of <c>runs grid --json</c>.</summary>
/// <param name="Width">Of the picture, px.</param>
/// <param name="Height">Of the picture, px.</param>
/// <param name="Metric">What was measured; null: nothing.</param>
/// <param name="Columns">The models.</param>
/// <param name="Rows">The images.</param>
internal sealed record GridDocument(int Width, int Height, string? Metric, IReadOnlyList<GridColumn> Columns, IReadOnlyList<GridRow> Rows)
{
    /// <summary>The file.</summary>
    public string File { get; init; } = "";
}
