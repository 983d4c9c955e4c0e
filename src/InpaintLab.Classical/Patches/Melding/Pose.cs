namespace InpaintLab.Classical.Patches.Melding;

/// <summary>Where a patch lies in the image, turned, scaled and mirrored.</summary>
internal readonly record struct Pose
{
    private Pose(float x, float y, Axes axes) => (X, Y, Axes) = (x, y, axes);

    /// <summary>A patch that is mirrored left to right if asked to, then scaled and turned.</summary>
    /// <param name="x">Its centre, px.</param>
    /// <param name="y">Its centre, px.</param>
    /// <param name="angle">Turned by it, radians.</param>
    /// <param name="scale">A step of one pixel in the patch is this long in the image.</param>
    /// <param name="isMirrored">Whether left and right are swapped.</param>
    public Pose(float x, float y, float angle, float scale, bool isMirrored)
    {
        var (sin, cos) = MathF.SinCos(angle);
        var right = isMirrored ? -scale : scale;
        (X, Y, Axes) = (x, y, new Axes(right * cos, right * sin, -scale * sin, scale * cos));
    }

    /// <summary>Its centre, px.</summary>
    public float X { get; }

    /// <summary>Its centre, px.</summary>
    public float Y { get; }

    /// <summary>The directions in the image of a step to the right and of one down in the patch.</summary>
    public Axes Axes { get; }

    /// <summary>By how much it is turned, radians from -pi to pi.</summary>
    public float Angle => MathF.Atan2(-Axes.DownX, Axes.DownY);

    /// <summary>How long a step of one pixel is.</summary>
    public float Scale => MathF.Sqrt((Axes.DownX * Axes.DownX) + (Axes.DownY * Axes.DownY));

    /// <summary>Whether left and right are swapped.</summary>
    public bool IsMirrored => (Axes.RightX * Axes.DownY) - (Axes.RightY * Axes.DownX) < 0;

    /// <summary>Whether it is neither turned nor scaled nor mirrored and lies on the grid of pixels.</summary>
    public bool IsPlain => Axes == Axes.Plain && X == MathF.Floor(X) && Y == MathF.Floor(Y);

    /// <summary>The patch as it is, around a pixel.</summary>
    public static Pose At(float x, float y) => new(x, y, Axes.Plain);

    /// <summary>The same patch with its centre elsewhere.</summary>
    public Pose MovedTo(float x, float y) => new(x, y, Axes);

    /// <summary>The pose whose patch lies (<paramref name="dx"/>, <paramref name="dy"/>) further within this one's grid.</summary>
    public Pose Moved(float dx, float dy) =>
        new(X + (dx * Axes.RightX) + (dy * Axes.DownX), Y + (dx * Axes.RightY) + (dy * Axes.DownY), Axes);
}

/// <summary>Steps in the image for one pixel to the right and one down in a patch.</summary>
internal readonly record struct Axes(float RightX, float RightY, float DownX, float DownY)
{
    /// <summary>Those of a patch as it is.</summary>
    public static Axes Plain { get; } = new(1, 0, 0, 1);

    /// <summary>How far the corners of a patch of this radius reach along an axis of the image, px.</summary>
    public float Reach(int radius) => radius * MathF.Max(MathF.Abs(RightX) + MathF.Abs(DownX), MathF.Abs(RightY) + MathF.Abs(DownY));
}
