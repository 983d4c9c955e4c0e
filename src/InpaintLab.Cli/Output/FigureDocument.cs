using InpaintLab.Reporting.Figures;

namespace InpaintLab.Cli.Output;

/// <summary>A curve of a figure.</summary>
/// <param name="Label">Its entry in the legend.</param>
/// <param name="Points">Its points, gaps included.</param>
internal sealed record FigureCurve(string Label, int Points);

/// <summary>A panel of a figure.</summary>
/// <param name="Y">The y axis's label.</param>
/// <param name="Curves">What is drawn, in the legend's order.</param>
internal sealed record FigurePanel(string Y, IReadOnlyList<FigureCurve> Curves);

/// <summary>A figure that was written: the document of <c>runs plot --json</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Width">Its width, mm.</param>
/// <param name="Height">Its height, mm.</param>
/// <param name="Panels">From left to right.</param>
internal sealed record FigureDocument(string File, double Width, double Height, IReadOnlyList<FigurePanel> Panels)
{
    /// <summary>The document.</summary>
    public static FigureDocument Of(string file, Figure figure) => new(
        file, figure.DrawnSize.Width, figure.DrawnSize.Height,
        [
            .. figure.Panels.Select(p => new FigurePanel(
                p.Y.Text, [.. p.Marks.Select(m => new FigureCurve(p.LegendText(m), m.Places.Count()))])),
        ]);
}
