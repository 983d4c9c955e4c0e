namespace InpaintLab.Imaging.Drawing;

/// <summary>Colours for numbers.</summary>
public static class ColourMap
{
    /// <summary>
    /// Black - wine - red - orange - sand - white at equal steps of OKLab lightness (Ottosson 2020), hue turning one way: equal
    /// differences look equal, and the order survives a grey print.
    /// </summary>
    private static readonly int[] Anchors =
    [
        0x000000, 0x02000c, 0x100019, 0x250027, 0x3f0031, 0x5b0037, 0x780037, 0x98002f, 0xb80114,
        0xc53d00, 0xd06000, 0xdb7c00, 0xe69709, 0xe7b54e, 0xe8d182, 0xece9b8, 0xfafafa,
    ];

    /// <summary>The colour of a number in [0,1], 0 black to 1 white; outside it is clamped, NaN is 0.</summary>
    public static Colour Heat(double value)
    {
        var position = double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1) * (Anchors.Length - 1);
        var index = Math.Min((int)position, Anchors.Length - 2);
        var share = position - index;
        return new Colour(Mix(16), Mix(8), Mix(0));

        byte Mix(int shift)
        {
            var (from, to) = ((Anchors[index] >> shift) & 0xff, (Anchors[index + 1] >> shift) & 0xff);
            return (byte)(from + ((to - from) * share) + 0.5);
        }
    }
}
