namespace InpaintLab.Imaging.Drawing;

/// <summary>
/// A picture of rows and columns of equally large images with captions over the columns and, optionally, left of the rows. Small images are
/// enlarged by a whole factor without smoothing, so that their pixels stay what they are. Cells may be empty, have a line of text below
/// them, and be followed by a row of enlarged details.
/// </summary>
public sealed class ImageGrid
{
    /// <summary>Longest line of a row's caption, in characters.</summary>
    private const int RowCaptionLength = 20;

    /// <summary>Cells at least this wide (in pixels) take captions of double size.</summary>
    private const int WideCell = 96;

    private static readonly Colour Ink = new(0x20, 0x20, 0x20);

    private readonly IReadOnlyList<string> _columns;
    private readonly ImageGridOptions _options;
    private readonly List<Row> _rows = [];

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
    /// <param name="images">One a column, all as large as the grid's first image; null leaves a cell empty.</param>
    /// <param name="caption">Left of the row; long ones are wrapped.</param>
    /// <param name="labels">Below the images, one a column, each cut to one line; null: none.</param>
    /// <exception cref="ArgumentException">
    /// Another number of images or labels, or one of another size, or the grid begins without an image.
    /// </exception>
    public void AddRow(IReadOnlyList<ImageBuffer?> images, string caption = "", IReadOnlyList<string>? labels = null)
    {
        if (images.Count != _columns.Count)
            throw new ArgumentException($"expected {_columns.Count} images, one a column, got {images.Count}", nameof(images));
        if (labels is not null && labels.Count != _columns.Count)
            throw new ArgumentException($"expected {_columns.Count} labels, one a column, got {labels.Count}", nameof(labels));
        var first = (_rows.Count > 0 ? _rows[0].Images : images).FirstOrDefault(i => i is not null)
            ?? throw new ArgumentException("expected at least one image in the first row", nameof(images));
        for (var column = 0; column < images.Count; column++)
        {
            if (images[column] is { } image && (image.Width != first.Width || image.Height != first.Height))
            {
                throw new ArgumentException(
                    $"expected images of {first.Width} x {first.Height}, got {image.Width} x {image.Height} in column {column}",
                    nameof(images));
            }
        }

        _rows.Add(new Row(images, caption, labels ?? []));
    }

    /// <summary>
    /// Adds a row of details of the row above it: a part of each image, enlarged to a whole cell. The part is framed in the images and the
    /// details have the same frame.
    /// </summary>
    /// <param name="x">The part's left edge, in pixels of the images.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="width">Its width; its height follows the proportions of the images.</param>
    /// <param name="caption">Left of the row.</param>
    /// <exception cref="InvalidOperationException">There is no row yet, or the last one is of details.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or leaves the images.</exception>
    public void AddDetails(int x, int y, int width, string caption = "")
    {
        if (_rows.Count == 0 || _rows[^1].IsDetails)
            throw new InvalidOperationException("expected a row of images above a row of details");
        var size = Size;
        var height = Math.Max(1, width * size.Height / size.Width);
        var details = _rows[^1].Images.Select(i => i?.Crop(x, y, width, height)).ToArray();
        _rows[^1] = _rows[^1] with { Frame = (x, y, width, height) };
        _rows.Add(new Row(details, caption, []) { IsDetails = true });
    }

    /// <summary>Where the images of a cell will stand: the top left pixel, and the factor by which images are enlarged.</summary>
    /// <exception cref="InvalidOperationException">The grid has no rows yet.</exception>
    public (int X, int Y, int Factor) Cell(int row, int column)
    {
        var layout = Layout();
        return (layout.X(column), layout.Y(row), layout.Factor);
    }

    /// <summary>Draws the grid on white: RGB, 8 bits.</summary>
    /// <exception cref="InvalidOperationException">The grid has no rows.</exception>
    public ImageBuffer Render()
    {
        var layout = Layout();
        var (width, height) = (layout.X(_columns.Count), layout.Y(_rows.Count));
        var scale = _options.Scale;
        if (scale is not null)
            width = Math.Max(width, layout.Left + scale.Width(layout.TextScale) + _options.Gap);
        var canvas = Canvas.Create(width, height + (scale is null ? 0 : layout.LineHeight + _options.Gap), Colour.White);
        for (var column = 0; column < _columns.Count; column++)
        {
            var lines = ColumnLines(_columns[column], layout);
            for (var i = 0; i < lines.Count; i++)
                DrawCentred(canvas, lines[i], column, layout.Top - ((lines.Count - i) * layout.LineHeight), layout);
        }

        for (var row = 0; row < _rows.Count; row++)
            DrawRow(canvas, row, layout);
        scale?.Draw(canvas, layout.Left, height, layout.TextScale, Ink);
        return canvas;
    }

    private (int Width, int Height) Size => _rows[0].Images.First(i => i is not null) is { } image ? (image.Width, image.Height) : default;

    private void DrawRow(ImageBuffer canvas, int index, GridLayout layout)
    {
        var row = _rows[index];
        var lines = Text.Wrap(row.Caption, RowCaptionLength);
        var top = layout.Y(index);
        var middle = top + ((layout.CellHeight - (lines.Count * layout.LineHeight)) / 2);
        for (var i = 0; i < lines.Count; i++)
            Text.Draw(canvas, lines[i], _options.Gap, middle + (i * layout.LineHeight), Ink, layout.TextScale);
        for (var column = 0; column < _columns.Count; column++)
        {
            if (column < row.Labels.Count)
            {
                var label = row.Labels[column];
                var length = Math.Min(label.Length, Text.Fitting(layout.CellWidth, layout.TextScale));
                DrawCentred(canvas, label[..length], column, top + layout.CellHeight + layout.TextScale, layout);
            }

            if (row.Images[column] is not { } image)
                continue;
            var x = layout.X(column);
            canvas.Paste(image.ToBitDepth(8).ToChannels(3).Resize(layout.CellWidth, layout.CellHeight, ResizeFilter.Nearest), x, top);
            if (row.Frame is { } frame)
            {
                Canvas.Frame(
                    canvas,
                    x + (frame.X * layout.Factor),
                    top + (frame.Y * layout.Factor),
                    frame.Width * layout.Factor,
                    frame.Height * layout.Factor);
            }

            if (row.IsDetails)
                Canvas.Frame(canvas, x, top, layout.CellWidth, layout.CellHeight);
        }
    }

    private static void DrawCentred(ImageBuffer canvas, string line, int column, int y, GridLayout layout) =>
        Text.Draw(
            canvas, line, layout.X(column) + ((layout.CellWidth - Text.Measure(line, layout.TextScale)) / 2), y, Ink, layout.TextScale);

    private static IReadOnlyList<string> ColumnLines(string caption, GridLayout layout) =>
        Text.Wrap(caption, Text.Fitting(layout.CellWidth, layout.TextScale));

    private GridLayout Layout()
    {
        if (_rows.Count == 0)
            throw new InvalidOperationException("expected at least one row in the grid");
        var size = Size;
        var shorter = Math.Min(size.Width, size.Height);
        var factor = Math.Max(1, (_options.MinimumCell + shorter - 1) / shorter);
        var (width, height) = (size.Width * factor, size.Height * factor);
        var layout = new GridLayout(factor, width, height, width >= WideCell ? 2 : 1, _options.Gap, _options.Gap, _options.Gap, []);

        var captionLines = _columns.Max(c => ColumnLines(c, layout).Count);
        var rowLines = _rows.SelectMany(r => Text.Wrap(r.Caption, RowCaptionLength));
        var captionWidth = rowLines.Select(l => Text.Measure(l, layout.TextScale)).DefaultIfEmpty().Max();
        return layout with
        {
            Top = _options.Gap + (captionLines * layout.LineHeight),
            Left = _options.Gap + (captionWidth > 0 ? captionWidth + (2 * _options.Gap) : 0),
            RowHeights = [.. _rows.Select(r => height + _options.Gap + (r.Labels.Count > 0 ? layout.LineHeight : 0))],
        };
    }

    private sealed record Row(IReadOnlyList<ImageBuffer?> Images, string Caption, IReadOnlyList<string> Labels)
    {
        public bool IsDetails { get; init; }

        public (int X, int Y, int Width, int Height)? Frame { get; init; }
    }

    private readonly record struct GridLayout(
        int Factor, int CellWidth, int CellHeight, int TextScale, int Gap, int Left, int Top, IReadOnlyList<int> RowHeights)
    {
        public int LineHeight => Text.LineHeight * TextScale;

        public int X(int column) => Left + (column * (CellWidth + Gap));

        public int Y(int row) => Top + RowHeights.Take(row).Sum();
    }
}
