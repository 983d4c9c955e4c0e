using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Datasets;

/// <summary>The outline of one object of a dead-leaves picture; coordinates in shares of the image's side.</summary>
internal sealed class Leaf
{
    // Half-planes of a convex polygon, x * NormalX + y * NormalY <= Offset; empty for a disc.
    private readonly (double NormalX, double NormalY, double Offset)[] _edges;

    private Leaf(double x, double y, double radius, (double NormalX, double NormalY, double Offset)[] edges) =>
        (X, Y, Radius, _edges) = (x, y, radius, edges);

    /// <summary>The middle, from the left.</summary>
    public double X { get; }

    /// <summary>The middle, from the top.</summary>
    public double Y { get; }

    /// <summary>No point of the object lies further from its middle.</summary>
    public double Radius { get; }

    /// <summary>Whether it is a disc.</summary>
    public bool IsDisc => _edges.Length == 0;

    /// <summary>Draws an object that reaches into the picture, or null when the one drawn does not.</summary>
    public static Leaf? Draw(DeadLeavesOptions options, RandomStream stream)
    {
        var radius = DrawRadius(options, stream.Uniform());
        // Middles are uniform over everything that the largest object can reach in from, else large ones would be rarer at the rim.
        var margin = options.MaxRadius + options.ShadowReach;
        var (x, y) = (stream.Uniform(-margin, 1 + margin), stream.Uniform(-margin, 1 + margin));
        var (dx, dy) = (x - Math.Clamp(x, 0, 1), y - Math.Clamp(y, 0, 1));
        var reach = radius + options.ShadowReach;
        if ((dx * dx) + (dy * dy) > reach * reach)
            return null;
        return new Leaf(x, y, radius, stream.Chance(options.Polygons) ? DrawEdges(options, stream, x, y, radius) : []);
    }

    /// <summary>Distance of a point from the rim, negative inside (beyond a polygon's corners somewhat too small).</summary>
    public double SignedDistance(double x, double y)
    {
        if (IsDisc)
            return Math.Sqrt(((x - X) * (x - X)) + ((y - Y) * (y - Y))) - Radius;
        var distance = double.NegativeInfinity;
        foreach (var (normalX, normalY, offset) in _edges)
            distance = Math.Max(distance, (x * normalX) + (y * normalY) - offset);
        return distance;
    }

    /// <summary>Inverse of the distribution with density r^-e between the bounds.</summary>
    private static double DrawRadius(DeadLeavesOptions options, double u)
    {
        var power = 1 - options.RadiusExponent;
        var (low, high) = (PortableMath.Pow(options.MinRadius, power), PortableMath.Pow(options.MaxRadius, power));
        return PortableMath.Pow(low + (u * (high - low)), 1 / power);
    }

    /// <summary>Corners in turn on a circle, squeezed along one axis and turned: always convex.</summary>
    private static (double NormalX, double NormalY, double Offset)[] DrawEdges(
        DeadLeavesOptions options, RandomStream stream, double x, double y, double radius)
    {
        var corners = stream.Integer(3, options.MaxCorners + 1);
        var (phase, squeeze, turn) = (stream.Uniform(0, 2 * Math.PI), stream.Uniform(0.5, 1), stream.Uniform(0, 2 * Math.PI));
        var (cosTurn, sinTurn) = (PortableMath.Cos(turn), PortableMath.Sin(turn));
        var points = new (double X, double Y)[corners];
        for (var i = 0; i < corners; i++)
        {
            var angle = phase + (2 * Math.PI * (i + stream.Uniform(-0.3, 0.3)) / corners);
            var (along, across) = (radius * PortableMath.Cos(angle), radius * squeeze * PortableMath.Sin(angle));
            points[i] = (x + (along * cosTurn) - (across * sinTurn), y + (along * sinTurn) + (across * cosTurn));
        }

        var edges = new (double NormalX, double NormalY, double Offset)[corners];
        for (var i = 0; i < corners; i++)
        {
            var (from, to) = (points[i], points[(i + 1) % corners]);
            var (normalX, normalY) = (to.Y - from.Y, from.X - to.X);
            var length = Math.Sqrt((normalX * normalX) + (normalY * normalY));
            (normalX, normalY) = (normalX / length, normalY / length);
            edges[i] = (normalX, normalY, (normalX * from.X) + (normalY * from.Y));
        }

        return edges;
    }
}
