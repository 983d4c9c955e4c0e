namespace InpaintLab.Reporting.Figures;

/// <summary>The renderer of this stack: gnuplot.</summary>
public static class StackFigureRenderer
{
    /// <summary>A renderer; it holds nothing.</summary>
    public static IFigureRenderer Create() => new GnuplotRenderer();
}
