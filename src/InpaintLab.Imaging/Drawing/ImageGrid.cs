namespace InpaintLab.Imaging.Drawing;

/// <summary>
/// A picture of rows and columns of equally large images with captions over the columns and, optionally, left of the rows. Small images are
/// enlarged by a whole factor without smoothing, so that their pixels stay what they are.
/// </summary>
public sealed class ImageGrid
{
    /// <summary>Longest line of a row's caption, in characters.</summary>
    private const int RowCaptionLength = 18;

    /// <summary>Cells at least this wide (in pixels) take captions of double size.</summary>
    private const int WideCell = 96;

    private static readonly Colour Ink = new(0x20, 0x20, 0x20);

    private readonly IReadOnlyList<string> _columns;
    private readonly ImageGridOptions _options;
    private readonly List<(IReadOnlyList<ImageBuffer> Images, string Caption)> _rows = [];

    /// <summary>An empty grid.</summary>
    /// <param name="columns">The captions, one a column; an empty one leaves the place empty.</param>
    /// <param name="options">Null: the defaults.</param>
    public ImageGrid(IReadOnlyList<string> columns, ImageGridOptions? options = null)
    {
        if (columns.Count == 0)
            throw new ArgumentException("expected at least one column", nameof(columns));
        _columns = columns;
        _options = options ?? new ImageGridOptions();
    }

    /// <summary>Adds a row below the others. Images may be grey or colour, 8 or 16 bits; alpha is dropped.</summary>
    /// <param name="images">One a column, all as large as the grid's first image.</param>
    /// <param name="caption">Left of the row; long ones are wrapped.</param>
    /// <exception cref="ArgumentException">Another number of images, or one of another size.</exception>
    public void AddRow(IReadOnlyList<ImageBuffer> images, string caption = "")
    {
        if (images.Count != _columns.Count)
            throw new ArgumentException($"expected {_columns.Count} images, one a column, got {images.Count}", nameof(images));
        var first = _rows.Count > 0 ? _rows[0].Images[0] : images[0];
        for (var column = 0; column < images.Count; column++)
        {
            if (images[column].Width != first.Width || images[column].Height != first.Height)
            {
                var (width, height) = (images[column].Width, images[column].Height);
                throw new ArgumentException(
                    $"expected images of {first.Width} x {first.Height}, got {width} x {height} in column {column}", nameof(images));
            }
        }

        _rows.Add((images, caption));
    }

    /// <summary>Where the images of a cell will stand: the top left pixel, and the factor by which images are enlarged.</summary>
    /// <exception cref="InvalidOperationException">The grid has no rows yet.</exception>
    public (int X, int Y, int Factor) Cell(int row, int column)
    {
        var layout = Layout();
        var x = layout.Left + (column * (layout.CellWidth + _options.Gap));
        var y = layout.Top + (row * (layout.CellHeight + _options.Gap));
        return (x, y, layout.Factor);
    }

    /// <summary>Draws the grid on white: RGB, 8 bits.</summary>
    /// <exception cref="InvalidOperationException">The grid has no rows.</exception>
    public ImageBuffer Render()
    {
        var layout = Layout();
        var canvas = Canvas.Create(
            layout.Left + (_columns.Count * (layout.CellWidth + _options.Gap)),
            layout.Top + (_rows.Count * (layout.CellHeight + _options.Gap)),
            Colour.White);
        var lineHeight = Text.LineHeight * layout.TextScale;
        for (var column = 0; column < _columns.Count; column++)
        {
            var lines = ColumnLines(_columns[column], layout);
            var (x, y, _) = Cell(0, column);
            for (var i = 0; i < lines.Count; i++)
            {
                var indent = (layout.CellWidth - Text.Measure(lines[i], layout.TextScale)) / 2;
                Text.Draw(canvas, lines[i], x + indent, y - ((lines.Count - i) * lineHeight), Ink, layout.TextScale);
            }
        }

        for (var row = 0; row < _rows.Count; row++)
        {
            var lines = Text.Wrap(_rows[row].Caption, RowCaptionLength);
            var (_, top, _) = Cell(row, 0);
            var middle = top + ((layout.CellHeight - (lines.Count * lineHeight)) / 2);
            for (var i = 0; i < lines.Count; i++)
                Text.Draw(canvas, lines[i], _options.Gap, middle + (i * lineHeight), Ink, layout.TextScale);
            for (var column = 0; column < _columns.Count; column++)
            {
                var (x, y, _) = Cell(row, column);
                var image = _rows[row].Images[column].ToBitDepth(8).ToChannels(3);
                canvas.Paste(image.Resize(layout.CellWidth, layout.CellHeight, ResizeFilter.Nearest), x, y);
            }
        }

        return canvas;
    }

    private static IReadOnlyList<string> ColumnLines(string caption, GridLayout layout) =>
        Text.Wrap(caption, Text.Fitting(layout.CellWidth, layout.TextScale));

    private GridLayout Layout()
    {
        if (_rows.Count == 0)
            throw new InvalidOperationException("expected at least one row in the grid");
        var image = _rows[0].Images[0];
        var shorter = Math.Min(image.Width, image.Height);
        var factor = Math.Max(1, (_options.MinimumCell + shorter - 1) / shorter);
        var (width, height) = (image.Width * factor, image.Height * factor);
        var layout = new GridLayout(factor, width, height, width >= WideCell ? 2 : 1, _options.Gap, _options.Gap);

        var captionLines = _columns.Max(c => ColumnLines(c, layout).Count);
        var rowLines = _rows.SelectMany(r => Text.Wrap(r.Caption, RowCaptionLength));
        var captionWidth = rowLines.Select(l => Text.Measure(l, layout.TextScale)).DefaultIfEmpty().Max();
        return layout with
        {
            Top = _options.Gap + (captionLines * Text.LineHeight * layout.TextScale),
            Left = _options.Gap + (captionWidth > 0 ? captionWidth + (2 * _options.Gap) : 0),
        };
    }

    private readonly record struct GridLayout(int Factor, int CellWidth, int CellHeight, int TextScale, int Left, int Top);
}
