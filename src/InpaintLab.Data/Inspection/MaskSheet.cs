using System.Globalization;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;

namespace InpaintLab.Data.Inspection;

/// <summary>A set of masks to look at.</summary>
/// <param name="Name">Its caption.</param>
/// <param name="Masks">The masks, square and all of one size.</param>
public sealed record NamedMasks(string Name, IReadOnlyList<BankMask> Masks);

/// <summary>
/// A picture of sets of masks, white = hole: the first masks of each, and beside them the histogram of all its hole ratios.
/// </summary>
public static class MaskSheet
{
    private const int Columns = 6;
    private const int RowsPerSet = 2;
    private const int Gap = 8;
    private const int BarWidth = 12;
    private const int AxisHeight = 3 * Text.LineHeight;

    private static readonly Colour Ink = new(0x20, 0x20, 0x20);
    private static readonly Colour Bar = new(0x30, 0x70, 0xb0);
    private static readonly Colour Grid = new(0xe0, 0xe0, 0xe0);

    /// <summary>Draws the sheet: RGB, 8 bits.</summary>
    /// <param name="sets">At least one; all masks of one size.</param>
    public static ImageBuffer Draw(IReadOnlyList<NamedMasks> sets)
    {
        var grid = new ImageGrid(Enumerable.Repeat("", Columns).ToArray());
        foreach (var set in sets)
            AddRows(grid, set);
        var masks = grid.Render();
        var panel = (HoleHistogram.Bins * BarWidth) + (3 * Gap);
        var sheet = Canvas.Create(masks.Width + panel, masks.Height, Colour.White);
        sheet.Paste(masks, 0, 0);
        for (var i = 0; i < sets.Count; i++)
        {
            var top = grid.Cell(i * RowsPerSet, 0).Y;
            var bottom = i + 1 < sets.Count ? grid.Cell((i + 1) * RowsPerSet, 0).Y : masks.Height;
            DrawHistogram(sheet, HoleHistogram.Of(sets[i].Masks), sets[i].Masks.Count, masks.Width + Gap, top, bottom - Gap);
        }

        return sheet;
    }

    // Every set takes the same number of rows, so that histograms stand beside their own.
    private static void AddRows(ImageGrid grid, NamedMasks set)
    {
        var size = new ImageSize(set.Masks[0].Mask.Width, set.Masks[0].Mask.Height);
        var blank = Canvas.Create(size.Width, size.Height, Colour.White);
        for (var row = 0; row < RowsPerSet; row++)
        {
            var images = Enumerable.Range(row * Columns, Columns)
                .Select(i => i < set.Masks.Count ? MaskFile.ToImage(set.Masks[i].Mask.Pixels, size) : blank);
            grid.AddRow([.. images], row == 0 ? set.Name : "");
        }
    }

    private static void DrawHistogram(ImageBuffer sheet, HoleHistogram histogram, int masks, int x, int y, int end)
    {
        var title = string.Create(
            CultureInfo.InvariantCulture, $"n {masks}  mean {histogram.Mean:0.00}  {histogram.Min:0.00}-{histogram.Max:0.00}");
        Text.Draw(sheet, title, x, y, Ink);
        var (top, bottom) = (y + (2 * Text.LineHeight), end - AxisHeight);
        var (bar, most) = (BarWidth, histogram.Counts.Max());
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            var at = x + (tenth * 2 * bar);
            Canvas.Fill(sheet, at, top, 1, bottom - top, Grid);
            var label = tenth switch { 0 => "0", 10 => "1", _ => $".{tenth}" };
            Text.Draw(sheet, label, at - (Text.Measure(label) / 2), bottom + 4, Ink);
        }

        for (var bin = 0; bin < HoleHistogram.Bins; bin++)
        {
            var length = (int)((long)histogram.Counts[bin] * (bottom - top) / most);
            Canvas.Fill(sheet, x + (bin * bar) + 1, bottom - length, bar - 1, length, Bar);
        }

        Canvas.Fill(sheet, x, bottom, HoleHistogram.Bins * bar, 1, Ink);
        Text.Draw(sheet, "hole ratio", x, bottom + 4 + Text.LineHeight, Ink);
    }
}
