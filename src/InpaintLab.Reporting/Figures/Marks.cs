namespace InpaintLab.Reporting.Figures;

/// <summary>Something drawn in a panel. Values that are not finite are gaps.</summary>
/// <param name="Label">Its entry in the legend; empty for none.</param>
public abstract record Mark(string Label)
{
    /// <summary>Number of its style (colour, dashes and marker together); see <see cref="FigureStyle.Of"/>.</summary>
    public int Style { get; init; }

    /// <summary>Where its values lie.</summary>
    public abstract IEnumerable<FigurePlace> Places { get; }

    /// <summary>What the axes have to reach: values and their intervals.</summary>
    public virtual IEnumerable<FigurePlace> Reach => Places;
}

/// <summary>A value of a curve with the interval around it.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">The value; NaN for a gap.</param>
/// <param name="Low">The interval's lower end; null for none.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct CurvePoint(double X, double Y, double? Low = null, double? High = null)
{
    /// <summary>Whether it has an interval.</summary>
    public bool HasInterval => Low is not null && High is not null;
}

/// <summary>How a curve's intervals are drawn.</summary>
public enum IntervalStyle
{
    /// <summary>As an area along the curve.</summary>
    Band,

    /// <summary>As a whisker at each point.</summary>
    Whiskers,
}

/// <summary>Points joined by lines, with markers; a gap interrupts it.</summary>
public sealed record Curve(string Label, IReadOnlyList<CurvePoint> Points) : Mark(Label)
{
    /// <summary>How its intervals are drawn.</summary>
    public IntervalStyle Intervals { get; init; }

    /// <summary>Whether it is there to compare with, e.g. an identity line: thin, grey, without markers.</summary>
    public bool IsReference { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<FigurePlace> Places => Points.Select(p => new FigurePlace(p.X, p.Y));

    /// <inheritdoc/>
    public override IEnumerable<FigurePlace> Reach =>
        Points.SelectMany(p => new[] { p.Y, p.Low ?? p.Y, p.High ?? p.Y }.Select(y => new FigurePlace(p.X, y)));
}

/// <summary>One bar from 0 to a value.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Value">Its end.</param>
/// <param name="Low">The lower end of the value's interval; null for none.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Bar(double X, double Value, double? Low = null, double? High = null);

/// <summary>Bars of one kind.</summary>
/// <param name="Label">Their entry in the legend.</param>
/// <param name="Items">The bars.</param>
/// <param name="Width">Of each, in the x axis's units.</param>
public sealed record Bars(string Label, IReadOnlyList<Bar> Items, double Width) : Mark(Label)
{
    /// <inheritdoc/>
    public override IEnumerable<FigurePlace> Places => Items.Select(b => new FigurePlace(b.X, b.Value));

    /// <inheritdoc/>
    public override IEnumerable<FigurePlace> Reach =>
        Items.SelectMany(b => new[] { b.Value, b.Low ?? b.Value, b.High ?? b.Value }.Select(y => new FigurePlace(b.X, y)));
}

/// <summary>Values as a box and, around it, the outline of their density.</summary>
/// <param name="Label">Its entry in the legend.</param>
/// <param name="X">Its middle.</param>
/// <param name="Summary">Quartiles and whiskers; null where there is no value.</param>
/// <param name="Width">In the x axis's units.</param>
public sealed record Distribution(string Label, double X, BoxSummary? Summary, double Width) : Mark(Label)
{
    /// <summary>The density's outline, for a violin; null for a box plot with its outliers.</summary>
    public ViolinOutline? Outline { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<FigurePlace> Places => Summary is null
        ? []
        : Summary.Outliers.Concat([Summary.Low, Summary.High]).Select(y => new FigurePlace(X, y));
}

/// <summary>A point with a name.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">Where.</param>
/// <param name="Text">Stands beside it; empty for none.</param>
public readonly record struct NamedPoint(double X, double Y, string Text = "");

/// <summary>Points that are not joined.</summary>
public sealed record Points(string Label, IReadOnlyList<NamedPoint> Items) : Mark(Label)
{
    /// <summary>How much each covers what lies below, in (0, 1]: less than 1 shows where many lie.</summary>
    public double Opacity { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<FigurePlace> Places => Items.Select(p => new FigurePlace(p.X, p.Y));
}
