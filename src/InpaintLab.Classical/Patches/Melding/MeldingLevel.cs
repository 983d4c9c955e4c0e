using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Patches.Melding;

/// <summary>
/// One scale of the image for reading between its pixels, where a pixel's colours are one vector, and the patches in it that touch the hole
/// (targets), numbered in scan order.
/// </summary>
internal sealed class MeldingLevel
{
    private readonly PyramidLevel _level;
    private readonly int[] _clearance;
    private readonly int[] _targetAt;

    /// <summary>Takes the colours of a level.</summary>
    public MeldingLevel(PyramidLevel level)
    {
        _level = level;
        (Width, Height, Radius) = (level.Image.Width, level.Image.Height, level.Patches.Side / 2);
        Colours = new Vector128<float>[Width * Height];
        for (var i = 0; i < Colours.Length; i++)
        {
            var values = level.Image.Values.AsSpan(i * level.Image.Channels, level.Image.Channels);
            Colours[i] = values.Length == 1 ? Vector128.CreateScalar(values[0]) : Vector128.Create(values[0], values[1], values[2], 0);
        }

        _clearance = Clearance(level.Known);
        (_targetAt, FirstOfRow) = (new int[Colours.Length], new int[Height + 1]);
        Array.Fill(_targetAt, -1);
        var targets = new List<int>();
        for (var y = 0; y < Height; y++)
        {
            for (var x = Radius; y >= Radius && y < Height - Radius && x < Width - Radius; x++)
            {
                if (level.Patches.IsSource[(y * Width) + x])
                    continue;
                _targetAt[(y * Width) + x] = targets.Count;
                targets.Add((y * Width) + x);
            }

            FirstOfRow[y + 1] = targets.Count;
        }

        Targets = [.. targets];
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>Of a patch: its side is twice this and one.</summary>
    public int Radius { get; }

    /// <summary>Height x Width; what changes is in the hole only.</summary>
    public Vector128<float>[] Colours { get; }

    /// <summary>The centres of all targets, y * width + x.</summary>
    public int[] Targets { get; }

    /// <summary>The first target of each row, and the number of all.</summary>
    public int[] FirstOfRow { get; }

    /// <summary>Height x Width.</summary>
    public bool[] Known => _level.Known;

    /// <summary>Chessboard distance to the nearest known pixel.</summary>
    public int[] Depth => _level.Depth;

    /// <summary>The centres of known patches.</summary>
    public int[] Centres => _level.Patches.Centres;

    /// <summary>The number of the target around a place; -1 where there is none.</summary>
    public int TargetAt(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height ? _targetAt[(y * Width) + x] : -1;

    /// <summary>Whether all that a patch reads in that pose is known.</summary>
    public bool IsSource(Pose pose)
    {
        var (x, y) = ((int)MathF.Round(pose.X), (int)MathF.Round(pose.Y));
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            return false;

        // Half a pixel for the rounding of the centre, one for the neighbours that are mixed.
        return pose.IsPlain ? _level.Patches.IsSource[(y * Width) + x] : _clearance[(y * Width) + x] > pose.Axes.Reach(Radius) + 1.5f;
    }

    /// <summary>The colour at a place between pixels, bilinear.</summary>
    public Vector128<float> Sample(float x, float y)
    {
        var (left, top) = ((int)x, (int)y);
        var (fx, fy) = (x - left, y - top);
        var row = (top * Width) + left;
        var right = left + 1 < Width ? 1 : 0;
        var below = top + 1 < Height ? row + Width : row;
        var upper = Colours[row] + ((Colours[row + right] - Colours[row]) * fx);
        var lower = Colours[below] + ((Colours[below + right] - Colours[below]) * fx);
        return upper + ((lower - upper) * fy);
    }

    /// <summary>Writes the colours of the hole back to the level.</summary>
    public void WriteBack()
    {
        var channels = _level.Image.Channels;
        for (var i = 0; i < Colours.Length; i++)
        {
            for (var c = 0; c < channels && !Known[i]; c++)
                _level.Image.Values[(i * channels) + c] = Colours[i][c];
        }
    }

    // Chessboard distance to the nearest pixel that is not known or not in the image.
    private int[] Clearance(bool[] known)
    {
        var clearance = new int[known.Length];
        for (var i = 0; i < known.Length; i++)
        {
            var before = Math.Min(Math.Min(At(i, -1, 0), At(i, -1, -1)), Math.Min(At(i, 0, -1), At(i, 1, -1)));
            clearance[i] = known[i] ? 1 + before : 0;
        }

        for (var i = known.Length - 1; i >= 0; i--)
        {
            var after = Math.Min(Math.Min(At(i, 1, 0), At(i, 1, 1)), Math.Min(At(i, 0, 1), At(i, -1, 1)));
            clearance[i] = Math.Min(clearance[i], 1 + after);
        }

        return clearance;

        int At(int pixel, int dx, int dy)
        {
            var (x, y) = ((pixel % Width) + dx, (pixel / Width) + dy);
            return (uint)x < (uint)Width && (uint)y < (uint)Height ? clearance[(y * Width) + x] : 0;
        }
    }
}
