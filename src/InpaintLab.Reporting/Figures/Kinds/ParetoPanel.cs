namespace InpaintLab.Reporting.Figures.Kinds;

/// <summary>Quality against cost: a named point for each method, and the front of those that no other beats in both.</summary>
public static class ParetoPanel
{
    /// <summary>The panel.</summary>
    /// <param name="cost">What a method takes: parameters, multiply-adds, seconds; less is better.</param>
    /// <param name="quality">What it gives.</param>
    /// <param name="higherIsBetter">Whether more of that is better (PSNR) or less (L1, FID).</param>
    /// <param name="methods">Cost, quality and name of each.</param>
    public static Panel Of(Axis cost, Axis quality, bool higherIsBetter, IReadOnlyList<NamedPoint> methods)
    {
        var sign = higherIsBetter ? 1 : -1;
        var front = new List<NamedPoint>();
        foreach (var method in methods.Where(m => cost.Shows(m.X) && quality.Shows(m.Y))
            .OrderBy(m => m.X)
            .ThenByDescending(m => sign * m.Y))
        {
            if (front.Count == 0 || sign * method.Y > sign * front[^1].Y)
                front.Add(method);
        }

        return new Panel(cost, quality,
        [
            new Curve("Pareto front", Steps(front)) { IsReference = true },
            new Points("", methods),
        ]);
    }

    // Between two methods the cheaper one is all that can be had.
    private static IReadOnlyList<CurvePoint> Steps(List<NamedPoint> front) =>
    [
        .. front.SelectMany((m, i) => i == 0
            ? new[] { new CurvePoint(m.X, m.Y) }
            : [new CurvePoint(m.X, front[i - 1].Y), new CurvePoint(m.X, m.Y)]),
    ];
}
