namespace InpaintLab.Imaging;

/// <summary>Size of an image in pixels.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>E.g. "640 x 480".</summary>
    public override string ToString() => $"{Width} x {Height}";
}
