using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Datasets;

/// <summary>Colour and texture of one object of a dead-leaves picture.</summary>
internal sealed class LeafFill
{
    private readonly Leaf _leaf;
    private readonly (double R, double G, double B) _colour;
    private readonly double _gradientX;
    private readonly double _gradientY;
    private readonly double _shading;
    private readonly Texture _texture;
    private readonly double _contrast;
    private readonly double _alongX;
    private readonly double _alongY;
    private readonly double _stretch;
    private readonly double _phase;
    private readonly ulong _noiseSeed;

    /// <summary>Draws a fill for the object.</summary>
    public LeafFill(DeadLeavesOptions options, RandomStream stream, Leaf leaf, (double R, double G, double B)[] palette)
    {
        _leaf = leaf;
        var colour = palette[stream.Integer(0, palette.Length)];
        var brightness = stream.Normal(0, 0.06);
        _colour = (colour.R + brightness + stream.Normal(0, 0.015), colour.G + brightness, colour.B + brightness + stream.Normal(0, 0.015));
        _gradientX = stream.Normal(0, options.Gradient) / leaf.Radius;
        _gradientY = stream.Normal(0, options.Gradient) / leaf.Radius;
        _shading = leaf.IsDisc ? stream.Uniform(0, options.Shading) : 0;

        var kind = stream.Uniform();
        _texture = kind < options.Stripes ? Texture.Stripes : kind < options.Stripes + options.Noise ? Texture.Noise : Texture.None;
        _contrast = options.TextureContrast * stream.Uniform(0.5, 1.5);
        var angle = stream.Uniform(0, 2 * Math.PI);
        // Periods from a tenth to half of the image, so that a hole shows enough of the texture around it to go on from.
        var frequency = _texture == Texture.Stripes ? stream.Uniform(4, 14) * 2 * Math.PI : stream.Uniform(4, 20);
        (_alongX, _alongY) = (PortableMath.Cos(angle) * frequency, PortableMath.Sin(angle) * frequency);
        _stretch = stream.Uniform(0.2, 1);
        _phase = stream.Uniform(0, 2 * Math.PI);
        _noiseSeed = stream.NextUInt64();
    }

    private enum Texture
    {
        None,
        Stripes,
        Noise,
    }

    /// <summary>The colour at a point of the object; channels may leave [0,1].</summary>
    public (double R, double G, double B) At(double x, double y)
    {
        var (dx, dy) = (x - _leaf.X, y - _leaf.Y);
        var light = (dx * _gradientX) + (dy * _gradientY);
        var (along, across) = ((dx * _alongX) + (dy * _alongY), ((dx * _alongY) - (dy * _alongX)) * _stretch);
        if (_texture == Texture.Stripes)
            light += _contrast * PortableMath.Sin(along + _phase);
        else if (_texture == Texture.Noise)
            light += _contrast * ((2 * ValueNoise(along, across)) + ValueNoise((2 * along) + 19.7, (2 * across) + 7.3));

        var dim = 1 - (_shading * ((dx * dx) + (dy * dy)) / (_leaf.Radius * _leaf.Radius));
        return ((_colour.R + light) * dim, (_colour.G + light) * dim, (_colour.B + light) * dim);
    }

    /// <summary>Smooth noise in [-1,1]: values hashed at whole coordinates, cubic in between.</summary>
    private double ValueNoise(double x, double y)
    {
        var (column, row) = (Math.Floor(x), Math.Floor(y));
        var (fx, fy) = (Smooth(x - column), Smooth(y - row));
        var (i, j) = ((long)column, (long)row);
        var upper = Corner(i, j) + (fx * (Corner(i + 1, j) - Corner(i, j)));
        var lower = Corner(i, j + 1) + (fx * (Corner(i + 1, j + 1) - Corner(i, j + 1)));
        return upper + (fy * (lower - upper));
    }

    private double Corner(long i, long j)
    {
        var bits = _noiseSeed + ((ulong)i * 0x9e3779b97f4a7c15UL) + ((ulong)j * 0xc2b2ae3d27d4eb4fUL);
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9UL;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebUL;
        return ((bits ^ (bits >> 31)) >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    private static double Smooth(double t) => t * t * (3 - (2 * t));
}
