namespace InpaintLab.Imaging;

/// <summary>How <see cref="ImageBuffer.Resize"/> weighs the source pixels; the kernels are Pillow's of the same names.</summary>
public enum ResizeFilter
{
    /// <summary>The one source pixel under the centre, never averaged: for masks and labels.</summary>
    Nearest,

    /// <summary>Mean over the area of the target pixel (box of width 1).</summary>
    Box,

    /// <summary>Triangle of radius 1.</summary>
    Bilinear,

    /// <summary>Cubic convolution of radius 2 with a = -0.5 (Keys 1981).</summary>
    Bicubic,

    /// <summary>Windowed sinc of radius 3.</summary>
    Lanczos,
}
