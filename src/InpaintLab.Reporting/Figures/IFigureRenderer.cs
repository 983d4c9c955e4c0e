using InpaintLab.Core.Errors;

namespace InpaintLab.Reporting.Figures;

/// <summary>A file format of figures.</summary>
public enum FigureFormat
{
    /// <summary>Vectors, with texts as texts.</summary>
    Svg,

    /// <summary>Vectors, for LaTeX.</summary>
    Pdf,

    /// <summary>Pixels.</summary>
    Png,
}

/// <summary>
/// Draws figures. The same figure gives the same bytes, at any time and under any name. A label is text, whatever stands in it: nothing of
/// it is ever run, and control characters (line breaks, too) become spaces.
/// </summary>
public interface IFigureRenderer
{
    /// <summary>The figure as the bytes of a file.</summary>
    /// <exception cref="UserErrorException">What draws is not installed, or did not finish.</exception>
    byte[] Render(Figure figure, FigureFormat format);

    /// <summary>The figure in several formats at once: the bytes of a file for each.</summary>
    /// <exception cref="UserErrorException">What draws is not installed, or did not finish.</exception>
    IReadOnlyList<byte[]> Render(Figure figure, IReadOnlyList<FigureFormat> formats);
}
