namespace InpaintLab.Imaging.Pixels;

/// <summary>Rec. 601 luma with the 16-bit integer weights that Pillow uses for mode "L".</summary>
internal static class Luma
{
    private const int Red = 19595;
    private const int Green = 38470;
    private const int Blue = 7471;

    /// <summary>Rounded, for samples of 8 or 16 bits.</summary>
    public static int Weigh(int red, int green, int blue) =>
        (int)((((uint)red * Red) + ((uint)green * Green) + ((uint)blue * Blue) + 32768) >> 16);

    /// <summary>Not rounded.</summary>
    public static float Weigh(float red, float green, float blue) =>
        ((red * Red) + (green * Green) + (blue * Blue)) / 65536f;
}
