namespace InpaintLab.Imaging;

/// <summary>
/// What a file says about the meaning of its samples. It is kept and written again, never applied: samples stay as they are stored.
/// </summary>
public sealed record ColourProfile
{
    /// <summary>An ICC profile (PNG chunk iCCP, JPEG segments APP2).</summary>
    public ReadOnlyMemory<byte>? Icc { get; init; }

    /// <summary>The rendering intent of PNG chunk sRGB, 0 to 3: the samples are sRGB.</summary>
    public byte? SrgbIntent { get; init; }

    /// <summary>PNG chunk gAMA: the gamma times 100,000.</summary>
    public uint? Gamma { get; init; }

    /// <summary>PNG chunk cHRM: x and y of white, red, green and blue, times 100,000.</summary>
    public IReadOnlyList<uint>? Chromaticities { get; init; }

    /// <summary>The file holds CMYK inks, which became RGB without its profile: its colours are not exactly kept.</summary>
    public bool FromCmyk { get; init; }
}
